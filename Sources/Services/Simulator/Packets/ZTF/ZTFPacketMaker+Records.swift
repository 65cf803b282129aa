import AlertModel
import Observing
import SkyMath

extension ZTFPacketMaker {
    /// What a packet tells of an epoch's image; nil in a band that ZTF does not have.
    func image(_ epoch: Epoch) -> ZTFImage? {
        ZTFImage(season.visits[epoch.visit], detector: epoch.truePixel.detector, model: measurer.model)
    }

    func candidate(_ alert: ZTFAlert) throws(AlertModelError) -> EncodedRecord {
        let row = FieldRow(writer.candidate, candidateSlots)
        let fields = detection(alert, alert.truth.epoch, alert.image)
        fields.write(row)
        let past = alert.past.map { (image: $0.image, isDetected: $0.epoch.measured.isDetected) }
        ZTFAlertFields(
            alert: alert.truth, image: alert.image,
            reliability: reliability(alert, alert.truth.epoch, alert.image), earlier: past,
            referenceSpan: referenceSpan, referenceFrames: measurer.model.templateVisits
        ).write(row)
        return try EncodedRecord(row.values)
    }

    /// Detections and, where there was none, the limits of the images; nil for a place that no image saw lately.
    func history(_ alert: ZTFAlert) throws(AlertModelError) -> EncodedRecords? {
        guard !alert.recent.isEmpty else { return nil }
        let row = FieldRow(writer.prvCandidate, prvSlots)
        var records = EncodedRecords(writer.prvCandidate)
        for past in alert.recent {
            row.values.clear()
            if past.epoch.measured.isDetected {
                detection(alert, past.epoch, past.image).write(row)
            } else {
                past.image.write(row)
            }
            try records.append(row.values)
        }
        return records
    }

    /// Latest first; nil as `history` is.
    func forced(_ alert: ZTFAlert) throws(AlertModelError) -> EncodedRecords? {
        guard !alert.recent.isEmpty else { return nil }
        let row = FieldRow(writer.fpHist, forcedSlots)
        var records = EncodedRecords(writer.fpHist)
        for past in alert.recent.reversed() {
            row.values.clear()
            ZTFForcedFields.write(past.epoch, past.image, reference(alert, past.epoch, past.image), row)
            try records.append(row.values)
        }
        return records
    }

    private func detection(_ alert: ZTFAlert, _ epoch: Epoch, _ image: ZTFImage) -> ZTFCandidateFields {
        let number = epoch.truePixel.detector
        let id = SourceNumber.id(alert.truth.counter, epoch, season)
        let candid = ZTFNumbers.candid(pid: image.pid, diaSourceID: id)
        return ZTFCandidateFields(
            image: image, epoch: epoch, candid: candid,
            olderScore: Reliability.olderScore(
                beside: reliability(alert, epoch, image), alert.truth.kind, seed: plan.seed, visit: image.visit.id,
                key: alert.truth.key),
            reference: reference(alert, epoch, image),
            detector: measurer.camera.detectors.indices.contains(number) ? measurer.camera.detectors[number] : nil)
    }

    private func reliability(_ alert: ZTFAlert, _ epoch: Epoch, _ image: ZTFImage) -> Double {
        Reliability.score(
            alert.truth.kind, snr: epoch.measured.snr, seed: plan.seed, visit: image.visit.id, key: alert.truth.key)
    }

    private func reference(_ alert: ZTFAlert, _ epoch: Epoch, _ image: ZTFImage) -> ZTFReference? {
        let truth = measurer.camera.position(epoch.truePixel, season.pointing(epoch.visit))
        return ZTFReference(
            alert.truth, epoch, truth ?? epoch.measured.position, visit: image.visit,
            limit: measurer.model.templateDepth(image.visit))
    }
}
