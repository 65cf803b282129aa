package import AlertStreams
package import Simulator

extension Scorer {
    /// Of a topic itself, or of consumer groups of it: what a group has committed counts as received, though nothing
    /// tells when.
    ///
    /// - Parameter isOwn: it is the topic that the run was sent to, so that records have the places that the ledger tells.
    package func scores(
        ofTopic topic: String, in stream: any AlertStream, groups: [String] = [], isOwn: Bool
    ) async throws -> [Score] {
        guard !groups.isEmpty else {
            let receipts = try await Receipt.all(from: stream.consumer(of: topic, start: .earliest))
            return [score(receipts, subscriber: topic, isOwnTopic: isOwn)]
        }
        var scores: [Score] = []
        for group in groups {
            guard let inspector = stream as? any GroupInspector else { continue }
            let read = try await inspector.group(group, of: topic).committed
            let consumer = try await stream.consumer(of: topic, start: .earliest)
            var receipts = try await Receipt.all(from: consumer, before: read)
            for place in receipts.indices { receipts[place].timeOf = .sending }
            scores.append(score(receipts, subscriber: "\(topic), group \(group)", isOwnTopic: isOwn))
        }
        return scores
    }
}
