internal import AlertModel
internal import GRDB
internal import SkyMath

/// One batch on its way into the database, inside one transaction.
struct IngestTransaction {
    private let file: String
    private let statements: IngestStatements
    private let slices: SliceStore
    private let ledger: Ledger
    private var nextObject: Int64
    private var counts: [CountKey: (objects: Int, alerts: Int)] = [:]
    private var sky: [SkyKey: Int] = [:]
    private var outcome = IngestOutcome()

    private struct SkyKey: Hashable {
        var hour: Int64
        var cell: Int64
    }

    private struct CountKey: Hashable {
        var survey: Survey
        var classCode: Int64
    }

    init(_ db: Database, file: String) throws(StoreError) {
        self.file = file
        statements = try IngestStatements(db, file: file)
        slices = try SliceStore(db, file: file)
        ledger = try Ledger(db, file: file)
        nextObject = try statements.firstFreeObject()
    }

    mutating func run(_ batch: IngestBatch) throws(StoreError) -> IngestOutcome {
        var topics: [String: TopicProgress] = [:]
        for item in batch.items {
            let name = item.reference.topic
            if topics[name] == nil { topics[name] = try ledger.progress(of: name) }
            guard topics[name]?.take(item.reference) == true, let topic = topics[name]?.id else {
                outcome.redelivered += 1
                continue
            }
            try take(item, topic: topic)
        }
        for gap in batch.missing {
            if topics[gap.topic] == nil { topics[gap.topic] = try ledger.progress(of: gap.topic) }
            outcome.missing += topics[gap.topic]?.unread(of: gap) ?? 0
        }
        for (name, next) in batch.nextOffsets {
            if topics[name] == nil { topics[name] = try ledger.progress(of: name) }
            topics[name]?.advance(to: next)
        }
        for progress in topics.values { try ledger.write(progress) }
        for (key, count) in counts {
            try ledger.addCounts(survey: key.survey, classCode: key.classCode, count.objects, count.alerts)
        }
        for (key, alerts) in sky { try ledger.addSkyCount(hour: key.hour, cell: key.cell, alerts) }
        let read = (batch.read ?? batch.items.count) - outcome.redelivered
        try ledger.add(outcome, stage: batch.stage, inFlight: batch.inFlight, read: read)
        return outcome
    }

    private mutating func take(_ item: IngestItem, topic: Int64) throws(StoreError) {
        switch item.content {
        case .rejected(let rejection):
            try ledger.quarantine(rejection, item.reference, topic: topic)
            outcome.quarantined += 1
        case .alerts(let alerts):
            var new = 0
            for alert in alerts where try take(alert, item.reference, topic: topic) { new += 1 }
            outcome.newAlerts += new
            if new > 0 { outcome.stored += 1 } else { outcome.duplicate += 1 }
        }
    }

    /// Takes one alert; false where the store has it. The history of an alert it has is merged all the same, so that
    /// the light curve does not depend on the order of packets.
    private mutating func take(_ alert: Alert, _ reference: PacketReference, topic: Int64) throws(StoreError) -> Bool {
        guard alert.storeProblem == nil else {
            throw StoreError(.invalidAlert, file: file, detail: alert.storeProblem ?? "")
        }
        let known = try statements.object(ofAlert: alert)
        let found = try statements.object(alert.objectID)
        if let known, known != found?.id { return false }
        let points = PointSet(alert)
        var object = found ?? ObjectState(id: nextObject, alert)
        let before = found == nil ? nil : object.classCode
        let change = try slices.merge(points, into: object.id, isNew: found == nil)
        note(change)
        if known != nil, change.newPoints == 0 { return false }
        object.take(alert, points: points)
        object.detections += change.newDetections
        if known == nil { object.alerts += 1 }
        try statements.put(object, alert.objectID, isNew: found == nil)
        count(alert.survey, object, classBefore: before, isNewAlert: known == nil)
        if found == nil { nextObject += 1 }
        guard known == nil else { return false }
        let healpix = try statements.insert(alert, object: object.id, reference, topic: topic)
        let key = SkyKey(hour: SkyCells.hour(alert.source.midpointMjdTai), cell: SkyCells.cell(healpix: healpix))
        sky[key, default: 0] += 1
        return true
    }

    private mutating func note(_ change: SliceStore.Change) {
        outcome.newPoints += change.newPoints
        outcome.slicesWritten += change.slicesWritten
    }

    private mutating func count(_ survey: Survey, _ object: ObjectState, classBefore: Int64?, isNewAlert: Bool) {
        let key = CountKey(survey: survey, classCode: object.classCode)
        let alerts = isNewAlert ? 1 : 0
        guard classBefore != object.classCode else {
            counts[key, default: (0, 0)].alerts += alerts
            return
        }
        counts[key, default: (0, 0)].objects += 1
        counts[key, default: (0, 0)].alerts += object.alerts
        guard let classBefore else {
            outcome.newObjects += 1
            return
        }
        counts[CountKey(survey: survey, classCode: classBefore), default: (0, 0)].objects -= 1
        counts[CountKey(survey: survey, classCode: classBefore), default: (0, 0)].alerts -= object.alerts - alerts
    }
}
