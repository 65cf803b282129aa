package import Simulator

extension Scenario {
    /// What will happen, in a line.
    package var words: String {
        let visits = span.mostVisits.map { "\($0) visits" } ?? "a night's visits"
        let pace = span.pace.map { $0 == 1 ? "at the survey's pace" : "\($0) times as fast as the survey" }
        let faults = self.faults.isEmpty ? "no faults" : "\(self.faults.count) faults"
        return "\(visits), seed \(seed), \(pace ?? "as fast as they can be made"), \(faults), to "
            + transports.map(\.words).joined(separator: ", ")
    }
}

extension TransportSetting {
    package var words: String {
        switch kind {
        case .topic: topicName
        case .kafka: "kafka://\(target)/\(topicName)"
        default: "\(kind.rawValue) \(target)"
        }
    }
}
