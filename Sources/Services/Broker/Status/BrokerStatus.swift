public import AlertStore
internal import Foundation

/// What `tocsin broker status` shows, read from the store and the topic's ends, whichever process the broker runs in.
public struct BrokerStatus: Sendable, Hashable, Codable {
    /// In the order of their names.
    public var stages: [StageAccount]
    /// Those of which an offset is committed, by topic and number.
    public var partitions: [PartitionStatus]
    /// Quarantined packets by reason.
    public var quarantine: [String: Int]
    /// Objects in the store.
    public var objects: Int
    /// Alerts in the store.
    public var alerts: Int

    /// How far one partition has been read.
    public struct PartitionStatus: Sendable, Hashable, Codable {
        /// As the store calls it.
        public var topic: String
        /// Number within the topic, from 0.
        public var partition: Int32
        /// Next offset to read.
        public var committed: Int64
        /// Offset that the next record written will get; nil where the topic cannot be asked.
        public var end: Int64?
        /// Records not read yet, never less than 0; nil where `end` is.
        public var lag: Int64? { end.map { max($0 - committed, 0) } }
    }

    /// `ends` gives, for a topic as the store calls it, the offsets that its partitions' next records will get; where it
    /// gives none, the lag is left out.
    public static func read(
        store: AlertStore, ends: @Sendable (String) async -> [Int32: Int64]
    ) async throws -> BrokerStatus {
        let totals = try await store.totals()
        var partitions: [PartitionStatus] = []
        for topic in try await store.topics() {
            let ends = await ends(topic)
            for (partition, next) in try await store.committedOffsets(topic: topic).sorted(by: { $0.key < $1.key }) {
                partitions.append(
                    PartitionStatus(topic: topic, partition: partition, committed: next, end: ends[partition]))
            }
        }
        return BrokerStatus(
            stages: try await store.accounts(), partitions: partitions,
            quarantine: try await store.quarantineReasons(), objects: totals.objects, alerts: totals.alerts)
    }

    /// Records not read yet, over all partitions; nil where no end is known.
    public var lag: Int64? {
        let lags = partitions.compactMap(\.lag)
        return lags.isEmpty ? nil : lags.reduce(0, +)
    }

    /// An object with the names of the properties.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
