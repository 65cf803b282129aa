public import AlertModel
public import AlertStreams
import Bytes
import Foundation

/// Sends packets of files to a topic: at a pace, in loops, and after an interruption from where it stopped.
public struct Replay: Sendable {
    /// As it was given.
    public let plan: ReplayPlan
    /// Files, folders and tar archives, sent in this order in each loop.
    public let paths: [String]
    /// Called now and then, and for each file or record that was refused.
    public var onProgress: @Sendable (ReplayProgress) -> Void = { _ in }
    /// Told of each file or record that was refused, in the first loop alone.
    public var onRefusal: @Sendable (DistributionError) -> Void = { _ in }

    private let schemas: SchemaDirectory
    fileprivate let clock: any Clock<Duration>

    /// `schemas`: those of packets that name theirs by a number or a fingerprint. `clock`: what the pace goes by.
    public init(
        paths: [String], plan: ReplayPlan, schemas: SchemaDirectory = SchemaDirectory(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.paths = paths
        self.plan = plan
        self.schemas = schemas
        self.clock = clock
    }

    fileprivate var opener: PacketOpener { PacketOpener(schemas) }

    fileprivate var surveys: SurveyTools { SurveyTools(decoder: AlertDecoder(schemas: schemas)) }

    /// Sends all to `topic`, which must exist. What was sent when it throws or is cancelled stays sent.
    public func run(to stream: any AlertStream, topic: String) async throws -> ReplayProgress {
        guard let partitions = try await stream.topics().first(where: { $0.name == topic })?.partitions.count else {
            throw DistributionError(.badOption, origin: topic, "there is no such topic")
        }
        let there = plan.resumes ? try await ReplayMark.newest(plan.name, in: stream, topic: topic) : [:]
        let producer = try await stream.producer(to: topic)
        var sending = Sending(replay: self, producer: producer, partitions: partitions, there: there)
        do {
            try await sending.run()
            try await producer.flush()
            try await producer.close()
        } catch {
            try? await sending.settle()
            try? await producer.close()
            onProgress(sending.progress)
            throw error
        }
        onProgress(sending.progress)
        return sending.progress
    }
}

/// A replay under way.
private struct Sending {
    let replay: Replay
    let producer: any StreamProducer
    let partitions: Int
    let there: [Int32: Int64]
    var progress = ReplayProgress()
    private let stopwatch: Stopwatch
    private var pacer: Pacer
    private var batch: [OutgoingRecord] = []
    /// The batch that the topic is taking while the next is made.
    private var leaving: (sending: Task<Void, any Error>, packets: Int, bytes: Int64)?
    private var number: Int64 = 0
    /// These know schemas they have met, over all loops.
    private let surveys: SurveyTools
    private let opener: PacketOpener

    init(replay: Replay, producer: any StreamProducer, partitions: Int, there: [Int32: Int64]) {
        self.replay = replay
        self.producer = producer
        self.partitions = partitions
        self.there = there
        surveys = replay.surveys
        opener = replay.opener
        stopwatch = Stopwatch(replay.clock)
        pacer = Pacer(replay.plan.pace)
    }

    mutating func run() async throws {
        var loop = 0
        while replay.plan.loops.map({ loop < $0 }) ?? true, !isDone {
            progress.loop = loop + 1
            let before = number
            try await runOnce(loop: loop)
            guard number > before else { break }
            loop += 1
        }
        try await sendBatch()
        try await settle()
    }

    private var isDone: Bool { replay.plan.limit.map { number >= Int64($0) } ?? false }

    private mutating func runOnce(loop: Int) async throws {
        let source = try PacketSource(
            paths: replay.paths, opener: opener, surveys: surveys, keepsDamaged: replay.plan.keepsDamaged)
        let shift = try PacketShift(loop: loop, of: replay.plan)
        while !isDone {
            try Task.checkCancellation()
            do {
                guard let packet = try source.next() else {
                    progress.passedOver = source.passedOver
                    return
                }
                try await take(packet, shift, source)
            } catch let error as DistributionError where error.isBadInput {
                if loop == 0 {
                    progress.refused += 1
                    replay.onRefusal(error)
                }
            }
        }
    }

    private mutating func take(_ packet: SourcePacket, _ shift: PacketShift, _ source: PacketSource) async throws {
        let mark = ReplayMark(name: replay.plan.name, number: number)
        let partition = Int32(number % Int64(partitions))
        if let newest = there[partition], number <= newest {
            number += 1
            progress.alreadyThere += 1
            return
        }
        let value = shift.isNone ? packet.bytes : try source.shifted(packet, by: shift)
        number += 1
        let time = pacer.needsTimes ? source.time(of: packet).map { $0 + shift.days } : nil
        if let due = pacer.due(mjdTai: time), due > stopwatch.elapsed {
            try await sendBatch()
            try await settle()
            try await stopwatch.sleep(until: due)
        }
        batch.append(record(value, mark, partition))
        if batch.count >= replay.plan.batchSize { try await sendBatch() }
    }

    private func record(_ value: Bytes, _ mark: ReplayMark, _ partition: Int32) -> OutgoingRecord {
        let milliseconds = Date().timeIntervalSince1970 * 1000
        let time = RecordHeader("producer_timestamp", Bytes(utf8: String(milliseconds)))
        return OutgoingRecord(value: value, headers: [time, mark.header], partition: partition)
    }

    /// Hands the batch to the topic once that has taken the one before, and does not wait.
    private mutating func sendBatch() async throws {
        guard !batch.isEmpty else { return }
        try await settle()
        try Task.checkCancellation()
        let records = batch
        batch.removeAll(keepingCapacity: true)
        let sending = Task { [producer] in _ = try await producer.send(records) }
        leaving = (sending, records.count, records.reduce(0) { $0 + Int64($1.value.count) })
    }

    /// Waits until the topic has what is on its way.
    mutating func settle() async throws {
        guard let leaving else { return }
        self.leaving = nil
        try await withTaskCancellationHandler {
            try await leaving.sending.value
        } onCancel: {
            leaving.sending.cancel()
        }
        progress.sent += leaving.packets
        progress.bytes += leaving.bytes
        progress.elapsed = stopwatch.elapsed
        replay.onProgress(progress)
    }
}

/// By how much identifiers and times of a loop differ from the packets' own.
struct PacketShift: Hashable {
    var ids: Int64
    var days: Double

    /// Throws where identifiers of this loop would pass what 64 bits hold.
    init(loop: Int, of plan: ReplayPlan) throws(DistributionError) {
        let (ids, overflows) = plan.idsPerLoop.multipliedReportingOverflow(by: Int64(loop))
        guard !overflows else {
            throw DistributionError(
                .badOption, origin: plan.name, "loop \(loop + 1) has no identifiers left; end it with fewer loops")
        }
        self.ids = ids
        days = Double(loop) * plan.daysPerLoop
    }

    var isNone: Bool { ids == 0 && days == 0 }
}
