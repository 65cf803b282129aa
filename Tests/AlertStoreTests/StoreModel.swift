import AlertModel
import AlertStore

/// What a store should hold, told in the simplest way: dictionaries and sets.
struct StoreModel {
    struct Object: Equatable {
        var detections: [Int64: Detection] = [:]
        var forced: Set<ForcedMeasurement> = []
        var limits: Set<UpperLimit> = []
        var alerts: Set<Int64> = []
    }

    struct AlertKey: Hashable {
        var survey: Survey
        var id: Int64
    }

    var objects: [ObjectID: Object] = [:]
    var packets: [AlertKey: PacketReference] = [:]
    var seen: Set<PacketReference> = []
    var account = StageAccount(stage: "ingest test")
    var quarantined: [PacketReference] = []

    mutating func take(_ item: IngestItem) {
        guard seen.insert(item.reference).inserted else { return }
        account.received += 1
        guard case .alerts(let alerts) = item.content else {
            account.quarantined += 1
            quarantined.append(item.reference)
            return
        }
        let new = alerts.count { take($0, item.reference) }
        if new > 0 { account.stored += 1 } else { account.duplicate += 1 }
    }

    private mutating func take(_ alert: Alert, _ reference: PacketReference) -> Bool {
        for detection in alert.history + [alert.source] {
            objects[alert.objectID, default: Object()].detections[detection.id] = detection
        }
        objects[alert.objectID, default: Object()].forced.formUnion(alert.forced)
        objects[alert.objectID, default: Object()].limits.formUnion(alert.upperLimits)
        let key = AlertKey(survey: alert.survey, id: alert.id)
        guard packets[key] == nil else { return false }
        packets[key] = reference
        objects[alert.objectID, default: Object()].alerts.insert(alert.id)
        return true
    }
}
