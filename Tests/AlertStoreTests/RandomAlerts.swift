import AlertModel
import AlertStore
import AlertTesting
import Bytes

/// A sky of few objects, each with a fixed life of detections, forced photometry and upper limits, of which packets
/// tell parts.
struct SmallSky {
    struct Life {
        var id: ObjectID
        var detections: [Detection] = []
        var forced: [ForcedMeasurement] = []
        var limits: [UpperLimit] = []
    }

    var lives: [Life] = []

    init(objects: Int, epochs: Int, using random: inout SplitMix) {
        for number in 0..<objects {
            lives.append(Self.life(number, epochs: epochs, using: &random))
        }
    }

    private static func life(_ number: Int, epochs: Int, using random: inout SplitMix) -> Life {
        let survey: Survey = number % 3 == 0 ? .ztf : .lsst
        let kind: ObjectID.Kind = number % 5 == 4 ? .solarSystem : .diaObject
        var life = Life(id: ObjectID(survey: survey, kind: kind, key: Int64(1000 + number)))
        let (ra, dec) = (Double.random(in: 0..<360, using: &random), Double.random(in: -89...89, using: &random))
        for epoch in 0..<epochs {
            let time = 61_000 + Double(epoch) * 0.7 + Double(number) * 0.001
            let band = Band(rawValue: UInt8.random(in: 1...6, using: &random)) ?? .g
            life.detections.append(
                detection(Int64(number * 100_000 + epoch + 1), time, band, ra, dec, using: &random))
            life.forced.append(forced(Int64(epoch), time + 0.01, band, using: &random))
            if epoch.isMultiple(of: 3) {
                life.limits.append(UpperLimit(midpointMjdTai: time + 0.1, band: band, limit: 500 + Double(epoch)))
            }
        }
        return life
    }

    private static func detection(
        _ id: Int64, _ time: Double, _ band: Band, _ ra: Double, _ dec: Double, using random: inout SplitMix
    ) -> Detection {
        var point = Detection(id: id, midpointMjdTai: time, band: band, ra: ra, dec: dec)
        point.psfFlux = Double(Float.random(in: -2000...9000, using: &random))
        point.psfFluxErr = Bool.random(using: &random) ? Double.random(in: 1...50, using: &random) : nil
        point.reliability = Bool.random(using: &random) ? Double.random(in: 0...1, using: &random) : nil
        point.visit = 2_026_022_500_000 + id
        point.detector = Int32(id % 189)
        point.flags = DetectionFlags(rawValue: UInt32.random(in: 0...0x7FFF, using: &random))
        return point
    }

    private static func forced(
        _ id: Int64, _ time: Double, _ band: Band, using random: inout SplitMix
    ) -> ForcedMeasurement {
        var point = ForcedMeasurement(id: id, midpointMjdTai: time, band: band)
        point.psfFlux = Double.random(in: -100...100, using: &random)
        point.visit = 7 + id
        return point
    }

    /// The packet of one detection, with all or a part of what is known before it.
    func alert(_ life: Life, epoch: Int, using random: inout SplitMix) -> Alert {
        var alert = Alert(
            survey: life.id.survey, schemaVersion: "test", objectID: life.id, source: life.detections[epoch])
        let first = Int.random(in: 0...epoch, using: &random)
        alert.history = Array(life.detections[first..<epoch])
        alert.forced = Array(life.forced[first..<epoch])
        alert.upperLimits = life.limits.filter { $0.midpointMjdTai < alert.source.midpointMjdTai }
        if Bool.random(using: &random) { alert.history.shuffle(using: &random) }
        return alert
    }
}
