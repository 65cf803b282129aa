internal import Yams

extension TransportSetting {
    static func read(_ node: Node, _ problems: Problems) -> TransportSetting? {
        let keys = ["kind", "to", "topic", "rate", "partitions", "bands", "classes", "detectors"]
        guard let section = Section(node, name: "transport", known: keys, problems) else { return nil }
        for key in ["kind", "to"] { section.require(key) }
        let kind = section.choice("kind", TransportKind.self)
        let target = section.path("to")
        let selection = PacketSelection(
            bands: section.bands("bands"), classes: section.scalars("classes").map { Set($0.map(\.text)) },
            detectors: section.numbers("detectors", 0...188))
        let partitions = section.integer("partitions", 1...10_000)
        let topic = section.text("topic")
        let rate = section.rate("rate")
        guard let kind, let target else { return nil }
        if !kind.isPartitioned {
            for key in ["partitions", "topic"] where section.node(key) != nil {
                section.report(key, "'\(kind.rawValue)' has no \(key): only topic and kafka have.")
            }
        }
        return TransportSetting(
            kind: kind, target: target, topic: topic, ratePerSecond: rate, partitions: partitions ?? 1,
            selection: selection)
    }
}
