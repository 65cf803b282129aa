internal import AlertStore

extension BrokerStatus: CustomStringConvertible {
    /// A table for a terminal.
    public var description: String {
        var lines = [Self.line("stage", ["in", "stored", "duplicate", "quarantined", "in flight", "missing"])]
        for stage in stages {
            let counts = [
                stage.received, stage.stored, stage.duplicate, stage.quarantined, stage.inFlight, stage.missing,
            ]
            lines.append(Self.line(stage.stage, counts.map { "\($0)" }))
        }
        lines += complaints
        lines += ["", Self.line("topic, partition", ["next", "end", "lag"])]
        for place in partitions {
            let end = place.end.map { "\($0)" } ?? "unknown"
            let lag = place.lag.map { "\($0)" } ?? "unknown"
            lines.append(Self.line("\(place.topic), \(place.partition)", ["\(place.committed)", end, lag]))
        }
        if !quarantine.isEmpty { lines += ["", "quarantined: \(reasons)"] }
        lines += ["", "\(alerts) alerts of \(objects) objects in the store"]
        return lines.joined(separator: "\n")
    }

    /// A sentence for each account that does not add up.
    public var complaints: [String] {
        stages.filter { $0.unaccounted != 0 }.map {
            "\($0.stage) does not add up: \($0.received) in, and \($0.received - $0.unaccounted) stored, duplicate, "
                + "quarantined or in flight"
        }
    }

    private var reasons: String {
        quarantine.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private static func line(_ name: String, _ cells: [String]) -> String {
        let padded = cells.map { String(repeating: " ", count: max(12 - $0.count, 1)) + $0 }
        return name + String(repeating: " ", count: max(32 - name.count, 1)) + padded.joined()
    }
}
