import AlertModel
import Observing
import SkyMath

/// A diaObject: what its packet's own history adds up to, by the definitions of `DiaObjectSummary`.
struct ObjectFields {
    private let fields: FieldSlots<DiaObjectField>
    private let summary: DiaObjectSlots

    init(_ layout: RecordLayout) {
        fields = FieldSlots(layout)
        summary = DiaObjectSlots(layout)
    }

    /// Sets the columns of an alert's object, whose history is `sum`. Complexity: O(1).
    func write(_ alert: AlertTruth, _ sum: DiaObjectSummary, validSince mjdTai: Double, _ values: RecordValues) {
        values.clear()
        values.set(fields[.diaObjectId], alert.objectID)
        values.set(fields[.validityStartMjdTai], mjdTai)
        sum.set(in: values, summary)
    }

    /// Detections up to this one, and the forced fluxes that the packet has. Complexity: O(epochs).
    static func sum(_ alert: AlertTruth, _ season: Season) -> DiaObjectSummary {
        var summary = DiaObjectSummary()
        for epoch in alert.earlier where epoch.measured.isDetected { summary.add(detection(epoch, season)) }
        summary.add(detection(alert.epoch, season))
        for epoch in alert.forced {
            let measured = epoch.measured
            summary.addForced(
                band: season.visits[epoch.visit].band, psfFlux: measured.psfFlux, psfFluxErr: measured.psfFluxErr)
        }
        return summary
    }

    private static func detection(_ epoch: Epoch, _ season: Season) -> DetectionEpoch {
        let (visit, measured) = (season.visits[epoch.visit], epoch.measured)
        var detection = DetectionEpoch(
            midpointMjdTai: visit.midpointMjdTai, band: visit.band, ra: measured.position.ra,
            dec: measured.position.dec,
            psfFlux: measured.psfFlux, psfFluxErr: measured.psfFluxErr)
        detection.raErr = measured.raErrArcsec / 3600
        detection.decErr = measured.decErrArcsec / 3600
        detection.raDecCov = measured.raDecCovArcsec2 / (3600 * 3600)
        detection.scienceFlux = measured.scienceFlux
        detection.scienceFluxErr = measured.scienceFluxErr
        return detection
    }
}
