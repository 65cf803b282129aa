public import AlertStreams
internal import Bytes
internal import Foundation
internal import SkyMath

/// How a night's packets are sent.
public enum EmissionPace: Sendable {
    /// As fast as they can be made.
    case unbound
    /// Packets a second.
    case rate(Double)
    /// As the survey would, so many times faster.
    case speed(Double)

    /// Seconds after the beginning at which packet `number` is due.
    func due(_ packet: IssuedPacket, number: Int, firstDue: Double) -> Double {
        switch self {
        case .unbound: 0
        case .rate(let rate): Double(number) / rate
        case .speed(let speed): (packet.dueSeconds - firstDue) / speed
        }
    }
}

/// What has been sent so far.
public struct EmissionProgress: Sendable, Hashable {
    public var visits = 0
    public var packets = 0
    public var bytes: Int64 = 0
    public var elapsed = Duration.zero

    public init() {}

    public var rate: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(packets) / seconds : 0
    }
}

/// Sends a night to a topic, visit after visit: while some packets are sent the next are made.
public struct NightEmission: Sendable {
    public let simulator: NightSimulator
    public var pace = EmissionPace.unbound
    /// Packets handed to the topic at once.
    public var batch = 64
    public var onProgress: @Sendable (EmissionProgress) -> Void = { _ in }
    /// Called with each packet when the topic has it, with its place and the time of sending, milliseconds of 1970 UTC.
    public var onSent: @Sendable (IssuedPacket, RecordPosition, Double) throws -> Void = { _, _, _ in }

    public init(_ simulator: NightSimulator) { self.simulator = simulator }

    /// Sends all visits to `topic`, which must exist; the packets of a detector keep their order, in one partition.
    public func run(to stream: any AlertStream, topic: String) async throws -> EmissionProgress {
        guard let partitions = try await stream.topics().first(where: { $0.name == topic })?.partitions.count else {
            throw SimulatorError("there is no topic \(topic): create it first")
        }
        let producer = try await stream.producer(to: topic)
        do {
            let progress = try await send(producer, partitions)
            try await producer.close()
            return progress
        } catch {
            try? await producer.close()
            throw error
        }
    }

    private func send(_ producer: any StreamProducer, _ partitions: Int) async throws -> EmissionProgress {
        var progress = EmissionProgress()
        let began = ContinuousClock.now
        var firstDue: Double?
        for try await piece in simulator.pieces(size: batch) {
            if let head = piece.packets.first {
                let first = firstDue ?? head.dueSeconds
                firstDue = first
                let due = pace.due(head, number: progress.packets, firstDue: first)
                try await ContinuousClock().sleep(until: began + .seconds(due))
                try await send(piece.packets, producer, partitions)
                progress.packets += piece.packets.count
                progress.bytes += piece.packets.reduce(0) { $0 + Int64($1.bytes.count) }
                progress.elapsed = began.duration(to: .now)
                onProgress(progress)
            }
            if piece.isLast { progress.visits += 1 }
        }
        try await producer.flush()
        progress.elapsed = began.duration(to: .now)
        onProgress(progress)
        return progress
    }

    private func send(_ batch: [IssuedPacket], _ producer: any StreamProducer, _ partitions: Int) async throws {
        let milliseconds = Date().timeIntervalSince1970 * 1000
        let time = RecordHeader("producer_timestamp", Bytes(utf8: String(milliseconds)))
        let records = batch.map {
            OutgoingRecord(value: $0.bytes, headers: [time], partition: Int32($0.detector % partitions))
        }
        let positions = try await producer.send(records)
        for (packet, position) in zip(batch, positions) { try onSent(packet, position, milliseconds) }
    }
}
