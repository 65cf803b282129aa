public import AlertModel

extension Detection {
    /// A plausible detection at SNR 20: a test changes what it is about.
    public static func sample(
        id: Int64 = 170_059_286_935_240_883, midpointMjdTai: Double = 61096.25, band: Band = .r, ra: Double = 160.6,
        dec: Double = -43.6, psfFlux: Double = 4000
    ) -> Detection {
        var detection = Detection(id: id, midpointMjdTai: midpointMjdTai, band: band, ra: ra, dec: dec)
        detection.psfFlux = psfFlux
        detection.psfFluxErr = abs(psfFlux) / 20
        detection.snr = 20
        detection.reliability = 0.97
        if psfFlux < 0 { detection.flags.formUnion(.negative) }
        return detection
    }
}

extension Alert {
    /// An alert of `object` with `history` earlier detections of it, one a night and 1000 ids apart.
    public static func sample(
        survey: Survey = .lsst, object: ObjectID? = nil, source: Detection = .sample(), history: Int = 0
    ) -> Alert {
        let objectID = object ?? ObjectID(survey: survey, kind: .diaObject, key: source.id)
        var alert = Alert(
            survey: survey, schemaVersion: survey == .lsst ? "10.0" : "4.02", objectID: objectID, source: source)
        alert.history = stride(from: history, to: 0, by: -1).map { night in
            var earlier = source
            earlier.id -= Int64(night) * 1000
            earlier.midpointMjdTai -= Double(night)
            return earlier
        }
        return alert
    }
}
