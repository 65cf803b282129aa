internal import AlertModel
internal import Detection
internal import Differencing
internal import FITS

/// The diaObject of a detection that nothing is known of before: its number is the detection's, its history this one epoch.
struct DiaObjectFields {
    private let fields: FieldSlots<DiaObjectField>
    private let summary: DiaObjectSlots
    private let layout: RecordLayout

    init(_ layout: RecordLayout) {
        (fields, summary) = (FieldSlots(layout), DiaObjectSlots(layout))
        self.layout = layout
    }

    /// - Throws: `AlertModelError` where a version of the schema needs what a single detection does not tell.
    func record(
        _ measured: DetectionMeasurement, id: Int64, _ source: DiaSourceFields
    ) throws(AlertModelError) -> EncodedRecord {
        let values = RecordValues(layout)
        values.set(fields[.diaObjectId], id)
        values.set(fields[.validityStartMjdTai], source.facts.options.processedMjdTai)
        var sum = DiaObjectSummary()
        sum.add(epoch(measured, source))
        sum.set(in: values, summary)
        return try EncodedRecord(values)
    }

    private func epoch(_ measured: DetectionMeasurement, _ source: DiaSourceFields) -> DetectionEpoch {
        let (found, errors) = (measured.detection, measured.positionErrors)
        var epoch = DetectionEpoch(
            midpointMjdTai: source.facts.midpointMjdTai, band: source.facts.band, ra: measured.sky.plane.ra,
            dec: measured.sky.plane.dec, psfFlux: found.flux * source.nJy, psfFluxErr: found.fluxError * source.nJy)
        (epoch.raErr, epoch.decErr) = (errors.ra.squareRoot(), errors.dec.squareRoot())
        epoch.raDecCov = errors.raDec
        if let flux = measured.science {
            (epoch.scienceFlux, epoch.scienceFluxErr) = (flux.flux * source.scienceNJy, flux.error * source.scienceNJy)
        }
        return epoch
    }
}
