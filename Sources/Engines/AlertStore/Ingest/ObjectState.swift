internal import AlertModel
internal import SkyMath

/// An object's row while a transaction works on it.
struct ObjectState {
    var id: Int64
    var ra: Double
    var dec: Double
    var firstMjd = Double.infinity
    var lastMjd = -Double.infinity
    /// Of the newest alert, which gives the position, the latest flux and the reliability.
    var newestMjd = -Double.infinity
    var newestAlert = Int64.min
    var detections = 0
    var alerts = 0
    var band = Band.unknown
    var flux: Double?
    var fluxErr: Double?
    var magnitude: Double?
    var reliability: Double?
    var classCode: Int64 = 0
    var designation: String?

    static let unclassified: Int64 = 0
    static let solarSystem: Int64 = 1

    init(id: Int64, _ alert: Alert) {
        self.id = id
        ra = alert.source.ra
        dec = alert.source.dec
    }

    init(row: PreparedStatement) {
        id = row.int(0)
        ra = row.double(1)
        dec = row.double(2)
        firstMjd = row.double(3)
        lastMjd = row.double(4)
        newestMjd = row.double(5)
        newestAlert = row.int(6)
        detections = Int(row.int(7))
        alerts = Int(row.int(8))
        band = Band(rawValue: UInt8(truncatingIfNeeded: row.int(9))) ?? .unknown
        flux = row.optionalDouble(10)
        fluxErr = row.optionalDouble(11)
        magnitude = row.optionalDouble(12)
        reliability = row.optionalDouble(13)
        classCode = row.int(14)
        designation = row.text(15)
    }

    /// Takes over what `alert` tells, if it is the newest so far; of two alerts at one time the one with the greater id.
    mutating func take(_ alert: Alert, points: PointSet) {
        if alert.objectID.kind == .solarSystem || alert.movingObject != nil { classCode = Self.solarSystem }
        firstMjd = min(firstMjd, points.detections.first?.midpointMjdTai ?? .infinity)
        lastMjd = max(lastMjd, points.detections.last?.midpointMjdTai ?? -.infinity)
        let source = alert.source
        guard (source.midpointMjdTai, source.id) > (newestMjd, newestAlert) else {
            designation = designation ?? alert.movingObject?.designation
            return
        }
        (newestMjd, newestAlert) = (source.midpointMjdTai, source.id)
        (ra, dec) = alert.position
        band = source.band
        flux = source.psfFlux.finite
        fluxErr = source.psfFluxErr.finite
        magnitude = flux.flatMap { Magnitude.magnitude(ofFlux: $0) }
        reliability = source.reliability.finite
        designation = alert.movingObject?.designation ?? designation
    }

    /// Parameters 1 ... 17 of `SQLText.insertObject` and `updateObject`.
    func bind(to statement: PreparedStatement) {
        statement.bind(1, id)
        statement.bind(2, ra)
        statement.bind(3, dec)
        statement.bind(4, HEALPix(order: 29).pixel(ra: ra, dec: dec))
        statement.bind(5, firstMjd)
        statement.bind(6, lastMjd)
        statement.bind(7, newestMjd)
        statement.bind(8, newestAlert)
        statement.bind(9, detections)
        statement.bind(10, alerts)
        statement.bind(11, Int64(band.rawValue))
        statement.bind(12, flux)
        statement.bind(13, fluxErr)
        statement.bind(14, magnitude)
        statement.bind(15, reliability)
        statement.bind(16, classCode)
        statement.bind(17, designation)
    }
}

extension Alert {
    /// The survey's own mean position where it gives one, else that of the detection.
    fileprivate var position: (Double, Double) {
        guard let object, objectID.kind == .diaObject, object.ra.isFinite, (-90...90).contains(object.dec) else {
            return (source.ra, source.dec)
        }
        return (object.ra, object.dec)
    }
}

extension Double? {
    /// Nil where not a finite number.
    fileprivate var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}
