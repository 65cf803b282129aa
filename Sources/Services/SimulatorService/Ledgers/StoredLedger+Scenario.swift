import Foundation
package import Simulator

extension StoredLedger {
    /// The run's folder.
    private var folder: RunFolder { RunFolder(path: URL(filePath: path).deletingLastPathComponent().path) }

    /// The run's, which lies beside the ledger; nil where none does, or it cannot be read.
    package var scenario: Scenario? {
        let text = folder.text(at: folder.scenario)
        let told = text ?? folder.text(at: folder.manifest).flatMap { try? Manifest(json: $0).scenario }
        return told.flatMap { try? Scenario(yaml: $0) }
    }

    /// The folder of data in whose `runs` the run lies, where that has embedded topics; nil for any other.
    package var data: String? {
        let runs = URL(filePath: folder.path).standardizedFileURL.deletingLastPathComponent()
        let data = runs.deletingLastPathComponent().path
        guard runs.lastPathComponent == "runs", FileManager.default.fileExists(atPath: data + "/streams") else {
            return nil
        }
        return data
    }

    /// Whether a topic is the one that a transport of the run sent to.
    ///
    /// - Parameters:
    ///   - bootstrap: of the Kafka cluster that has it; nil for an embedded topic.
    ///   - data: the folder of data that has it.
    package func isOwn(topic: String, bootstrap: String?, data: String, ofTransport transport: Int) -> Bool {
        guard let settings = scenario?.transports, settings.indices.contains(transport),
            settings[transport].kind.isPartitioned, settings[transport].topicName == topic
        else { return false }
        if settings[transport].kind == .kafka { return settings[transport].target == bootstrap }
        guard bootstrap == nil else { return false }
        // A ledger that lies elsewhere does not tell where its topic is.
        return self.data.map { $0 == URL(filePath: data).standardizedFileURL.path } ?? true
    }

    /// The one topic that the run was sent to: that of the transport with this place, or of the only one that has a topic.
    ///
    /// - Throws: `SimulatorServiceError` where there is none, or more than one, which it lists.
    package func topic(
        ofTransport wanted: Int?
    ) throws(SimulatorServiceError) -> (transport: Int, setting: TransportSetting) {
        guard let scenario else {
            throw SimulatorServiceError("\(path): the run's scenario is not beside it, so name the topic: --topic")
        }
        let all = scenario.transports.enumerated().map { (transport: $0.offset, setting: $0.element) }
        let found = all.filter { $0.setting.kind.isPartitioned && (wanted == nil || $0.transport == wanted) }
        if found.count == 1, let only = found.first { return only }
        throw SimulatorServiceError("\(path): \(Self.complaint(wanted, found.isEmpty ? all : found))")
    }

    private static func complaint(_ wanted: Int?, _ listed: [(transport: Int, setting: TransportSetting)]) -> String {
        let list = listed.map { "\($0.transport) \($0.setting.words)" }.joined(separator: ", ")
        if let wanted { return "transport \(wanted) has no topic; the run's transports are: \(list)" }
        let topics = listed.count { $0.setting.kind.isPartitioned }
        if topics == 0 { return "the run was sent to no topic, so name one: --topic; its transports are: \(list)" }
        return "the run was sent to \(topics) topics, so choose one with --transport or --topic: \(list)"
    }

    /// Tries of a transport that were refused and made again, as the manifest beside the ledger tells; nil where none does.
    func refusedAttempts(ofTransport transport: Int) -> Int? {
        guard let manifest = folder.text(at: folder.manifest).flatMap({ try? Manifest(json: $0) }) else { return nil }
        let all = manifest.refusedAttempts ?? []
        return all.indices.contains(transport) ? all[transport] : 0
    }

    /// The place of the only transport with this topic; nil for none or several.
    package func transport(ofTopic topic: String) -> Int? {
        let places = (scenario?.transports ?? []).enumerated()
            .filter { $0.element.kind.isPartitioned && $0.element.topicName == topic }.map(\.offset)
        return places.count == 1 ? places[0] : nil
    }
}
