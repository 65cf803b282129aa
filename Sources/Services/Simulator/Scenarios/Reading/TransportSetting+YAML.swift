internal import AlertStreams
internal import Yams

extension TransportSetting {
    static func read(_ node: Node, _ sky: SkySetting, _ problems: Problems) -> TransportSetting? {
        let keys = [
            "kind", "to", "topic", "rate", "partitions", "bands", "classes", "detectors", "ready-within",
            "subscribers", "group", "token-file", "framing",
        ]
        guard let section = Section(node, name: "transport", known: keys, problems) else { return nil }
        for key in ["kind", "to"] { section.require(key) }
        let kind = section.choice("kind", TransportKind.self)
        let target = section.path("to")
        let selection = PacketSelection(
            bands: section.bands("bands"), classes: section.classes("classes"),
            detectors: section.numbers("detectors", 0...188))
        let partitions = section.integer("partitions", 1...10_000)
        let topic = section.text("topic")
        let rate = section.rate("rate")
        let (ready, group) = (section.duration("ready-within"), section.text("group"))
        let subscribers = section.integer("subscribers", 1...1000)
        guard let kind, let target else { return nil }
        if !kind.isPartitioned, section.node("partitions") != nil {
            section.report("partitions", "'\(kind.rawValue)' has no partitions: only topic and kafka have.")
        }
        if kind != .kafka, section.node("topic") != nil {
            section.report("topic", "Only kafka has a 'topic'; of an embedded topic 'to' is the name.")
        }
        if group != nil, !kind.isPartitioned {
            section.report("group", "'\(kind.rawValue)' has no consumer groups: only topic and kafka have.")
        }
        if group != nil, ready == nil {
            section.report("group", "Say how long to wait for the group: 'ready-within'.")
        }
        if kind != .http, section.node("token-file") != nil {
            section.report("token-file", "'\(kind.rawValue)' shows no token: only http does.")
        }
        if !kind.isOfFiles, section.node("framing") != nil {
            section.report(
                "framing", "'\(kind.rawValue)' has packets as they are: only files and tar have a 'framing'.")
        }
        var setting = TransportSetting(
            kind: kind, target: target, topic: topic, ratePerSecond: rate, partitions: partitions,
            selection: selection, readyWithinSeconds: ready, subscribers: subscribers, group: group,
            tokenFile: section.inputPath("token-file"))
        setting.framing = section.choice("framing", FileFraming.self) ?? setting.framing
        if subscribers != nil, !setting.isListening {
            section.report("subscribers", "Nobody connects to '\(target)': only to tcp-listen:// and vtp-listen://.")
        } else if subscribers != nil, ready == nil {
            section.report("subscribers", "Say how long to wait for them: 'ready-within'.")
        }
        if let classes = selection.classes, !classes.isEmpty, classes.isSubset(of: TrueClasses.missing(from: sky)) {
            section.report("classes", "The sky has none of these: 'populations' of 'sky' are switched off.")
        }
        do { try setting.checkAddress() } catch { section.report("to", "\(error)") }
        return setting
    }

    /// What no two transports of one run can have: a topic, a folder, an archive or a port that is listened on.
    var place: String? {
        switch kind {
        case .topic, .files, .tar: "\(kind.rawValue) \(target)"
        case .kafka: "kafka \(target) \(topicName)"
        default: isListening && !target.hasSuffix(":0") ? "listen \(target)" : nil
        }
    }

    /// Throws where the kind does not understand `to`.
    private func checkAddress() throws {
        switch kind {
        case .topic: try StreamError.checkName(target, of: "topic")
        case .kafka: _ = try StreamLocation("kafka://\(target)/\(topicName)")
        case .voevent: _ = try Self.vtp(target)
        default: _ = try address(in: "")
        }
    }
}
