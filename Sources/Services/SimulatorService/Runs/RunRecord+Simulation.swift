import Simulator

extension RunCounts {
    /// - Parameter names: of the transports, in the scenario's order.
    init(_ progress: RunProgress, names: [String]) {
        visits = progress.visits
        issued = progress.issued
        sent = progress.sent
        withheld = progress.withheld
        unheard = progress.unheard
        refused = progress.refused
        refusedAttempts = progress.refusedAttempts
        bytes = progress.bytes
        waiting = progress.lanes.reduce(0) { $0 + $1.waiting }
        elapsedSeconds = progress.elapsed / .seconds(1)
        lanes = zip(names, progress.lanes).map { name, lane in
            Lane(
                name: name, sent: lane.sent, bytes: lane.bytes, waiting: lane.waiting,
                refusedAttempts: lane.refusedAttempts)
        }
    }
}

extension FaultRecord {
    /// The faults of a scenario, in its order.
    static func all(of scenario: Scenario) -> [FaultRecord] {
        let lines = scenario.canonicalText.split(separator: "\n").drop { $0 != "faults:" }.dropFirst()
        var records: [FaultRecord] = []
        for line in lines {
            let pair = line.drop { $0 == " " || $0 == "-" }.split(separator: ":", maxSplits: 1)
            guard let key = pair.first, let value = pair.last?.drop(while: { $0 == " " }) else { continue }
            if line.hasPrefix("  - ") {
                records.append(FaultRecord(fault: String(value), details: "", probability: 1))
            } else if key != "probability", line != "    from: 0 s", !records.isEmpty {
                let isFirst = records[records.count - 1].details.isEmpty
                records[records.count - 1].details += "\(isFirst ? "" : ", ")\(key) \(value)"
            }
        }
        for (place, fault) in scenario.faults.enumerated() where records.indices.contains(place) {
            records[place].probability = fault.probability
        }
        return records
    }
}
