import AlertModel
import Bytes
import Observing
import SkyMath

/// The values of the records of one packet, in memory that is reused from packet to packet.
struct PacketRows {
    let source: FieldRow<DiaSourceField>
    let forced: FieldRow<DiaForcedSourceField>
    let object: RecordValues
}

/// Makes LSST packets of alerts.
struct PacketMaker: Sendable {
    private let plan: NightPlan
    let season: Season
    private let measurer: Measurer
    private let writer: LSSTPacketWriter
    private let sourceSlots: FieldSlots<DiaSourceField>
    private let forcedSlots: FieldSlots<DiaForcedSourceField>
    private let objectFields: ObjectFields

    init(plan: NightPlan, season: Season, measurer: Measurer) throws(SimulatorError) {
        do throws(AlertModelError) { writer = try LSSTPacketWriter(version: plan.schemaVersion) } catch {
            throw SimulatorError("packets of LSST's schema \(plan.schemaVersion) cannot be written: \(error)")
        }
        sourceSlots = FieldSlots(writer.diaSource)
        forcedSlots = FieldSlots(writer.diaForcedSource)
        objectFields = ObjectFields(writer.diaObject)
        self.plan = plan
        self.season = season
        self.measurer = measurer
    }

    private var times: ProcessingTimes { ProcessingTimes(burst: plan.burst, seed: plan.seed) }

    /// What draws the stamps of a visit; nil where the plan has none.
    func stamps(visit index: Int) -> AlertStamps? {
        guard plan.hasStamps else { return nil }
        return AlertStamps(
            seed: plan.seed, visit: season.visits[index], pointing: season.pointing(index), model: measurer.model,
            camera: measurer.camera, hasMasks: plan.hasStampMasks)
    }

    /// Memory to write packets through, for one task.
    func rows() -> PacketRows {
        PacketRows(
            source: FieldRow(writer.diaSource, sourceSlots), forced: FieldRow(writer.diaForcedSource, forcedSlots),
            object: RecordValues(writer.diaObject))
    }

    /// The packet of an alert of `visit`, which is due so many seconds after the night began.
    func packet(
        _ alert: AlertTruth, _ visit: Visit, dueSeconds due: Double, _ stamps: AlertStamps?, _ rows: PacketRows
    ) throws(SimulatorError) -> IssuedPacket {
        IssuedPacket(
            alertID: alert.id, objectID: alert.objectID, visit: visit.id, detector: alert.epoch.truePixel.detector,
            band: visit.band, midpointMjdTai: visit.midpointMjdTai, trueClass: alert.trueClass,
            position: alert.epoch.measured.position, truePosition: measurer.position(alert.epoch, in: season),
            trueFlux: alert.epoch.trueDifference, dueSeconds: due, schemaID: writer.schemaID,
            bytes: try bytes(alert, visit, stamps, rows))
    }

    private func bytes(
        _ alert: AlertTruth, _ visit: Visit, _ stamps: AlertStamps?, _ rows: PacketRows
    ) throws(SimulatorError) -> Bytes {
        do throws(AlertModelError) {
            let row = rows.source
            fill(row, with: alert.epoch, id: alert.id, alert)
            var parts = LSSTPacketParts(alertID: alert.id, diaSource: try EncodedRecord(row.values))
            (parts.targetName, parts.observationReason) = (visit.targetName, visit.observationReason)
            let sum = ObjectFields.sum(alert, season)
            if alert.tellsHistory {
                parts.prvDiaSources = try history(alert, row)
                parts.prvDiaForcedSources = try forced(alert, rows.forced)
            }
            if let body = alert.moving {
                (parts.ssSource, parts.orbit) = try link(alert, to: body)
                parts.ssObject = try OlderFields.ssObject(writer, body)
            } else {
                parts.diaObject = try object(alert, sum, rows.object)
            }
            if let images = stamps?.stamps(of: alert) {
                (parts.cutoutScience, parts.cutoutTemplate) = (images.science, images.template)
                parts.cutoutDifference = images.difference
            }
            return try writer.write(parts)
        } catch {
            throw SimulatorError("alert \(alert.id) of a \(alert.trueClass) cannot be written: \(error)")
        }
    }

    private func fill(_ row: FieldRow<DiaSourceField>, with epoch: Epoch, id: Int64, _ alert: AlertTruth) {
        let visit = season.visits[epoch.visit]
        let reliability = Reliability.score(
            alert.kind, snr: epoch.measured.snr, seed: plan.seed, visit: visit.id, key: alert.key)
        let context = SourceFields.Context(
            id: id, objectID: alert.objectID, isMoving: alert.moving != nil, visit: visit,
            processedMjdTai: times.measuredMjdTai(visit, detector: epoch.truePixel.detector), reliability: reliability,
            psfPixels: measurer.camera.psfPixels(epoch.measured))
        row.values.clear()
        SourceFields.write(epoch, context, row)
    }

    /// Nil where the schema version has no such record.
    private func link(
        _ alert: AlertTruth, to body: MovingBody
    ) throws(AlertModelError) -> (ssSource: EncodedRecord?, orbit: EncodedRecord?) {
        var records: (EncodedRecord?, EncodedRecord?)
        if let layout = writer.ssSource {
            let row = FieldRow(layout, FieldSlots<SSSourceField>(layout))
            SolarSystemFields.write(body, alert.epoch.measured, alertID: alert.id, row)
            OlderFields.write(body, alert.epoch.measured, row.values)
            records.0 = try EncodedRecord(row.values)
        }
        if let layout = writer.orbit {
            let row = FieldRow(layout, FieldSlots<OrbitField>(layout))
            OrbitFields.write(body.body, row)
            OlderFields.write(body, row.values)
            records.1 = try EncodedRecord(row.values)
        }
        return records
    }

    /// Nil for an object that is seen for the first time.
    private func history(
        _ alert: AlertTruth, _ row: FieldRow<DiaSourceField>
    ) throws(AlertModelError) -> EncodedRecords? {
        var records = EncodedRecords(writer.diaSource)
        for epoch in alert.earlier where epoch.measured.isDetected {
            fill(row, with: epoch, id: SourceNumber.id(alert.counter, epoch, season), alert)
            try records.append(row.values)
        }
        return records.count > 0 ? records : nil
    }

    private func forced(
        _ alert: AlertTruth, _ row: FieldRow<DiaForcedSourceField>
    ) throws(AlertModelError) -> EncodedRecords? {
        guard var place = alert.forced.first?.measured.position else { return nil }
        var records = EncodedRecords(writer.diaForcedSource)
        for epoch in alert.forced {
            row.values.clear()
            if epoch.measured.isDetected { place = epoch.measured.position }
            let visit = season.visits[epoch.visit]
            ForcedFields.write(
                epoch, id: SourceNumber.id(alert.counter, epoch, season, isForced: true), objectID: alert.objectID,
                at: place, visit: visit,
                processedMjdTai: times.measuredMjdTai(visit, detector: epoch.truePixel.detector), row)
            try records.append(row.values)
        }
        return records
    }

    private func object(
        _ alert: AlertTruth, _ sum: DiaObjectSummary, _ values: RecordValues
    ) throws(AlertModelError) -> EncodedRecord {
        let visit = season.visits[alert.epoch.visit]
        objectFields.write(
            alert, sum, validSince: times.associatedMjdTai(visit, detector: alert.epoch.truePixel.detector), values)
        return try EncodedRecord(values)
    }
}
