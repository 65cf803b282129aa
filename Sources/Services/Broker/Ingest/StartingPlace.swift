internal import AlertStore
internal import AlertStreams
internal import Logging

/// Where a service begins to read: behind what its store holds.
struct StartingPlace {
    let service: IngestService

    func find() async throws -> ConsumerStart {
        let topics = try await service.stream.topics()
        guard let topic = topics.first(where: { $0.name == service.topic }) else {
            throw BrokerError(.unknownTopic, topic: service.topic)
        }
        let committed = try await service.store.committedOffsets(topic: service.storedTopic)
        var starts: [Int32: Int64] = [:]
        for partition in topic.partitions {
            starts[partition.id] = try start(partition, committed: committed[partition.id])
        }
        if let group = service.options.group { return .group(group) }
        return .offsets(starts)
    }

    /// From the committed offset even where retention has removed records behind it: the stream then tells of the gap.
    private func start(_ partition: PartitionDescription, committed: Int64?) throws -> Int64 {
        guard let committed else { return partition.firstOffset }
        guard committed <= partition.nextOffset else {
            throw BrokerError(
                .offsetsBeyondEnd, topic: service.topic,
                detail: "partition \(partition.id): read up to \(committed), ends at \(partition.nextOffset)")
        }
        return committed
    }
}
