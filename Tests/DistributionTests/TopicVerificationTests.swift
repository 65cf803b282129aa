import AlertStreams
import AlertTesting
import Bytes
import Foundation
import Synchronization
import Testing

@testable import Distribution

@Suite struct TopicVerificationTests {
    private let night = LoggedNight()

    @Test func `a clean topic has all its records and bytes and no problem`() async throws {
        try await night.write(batches: 4, of: 5, partitions: 2)
        let tally = try await night.verify()
        #expect(tally.records == 40 && tally.bytes == 40 * 100)
        #expect(tally.damaged == 0 && tally.missing == 0 && tally.withoutDigest == 0 && tally.problems.isEmpty)
    }

    @Test func `a topic that is empty is clean`() async throws {
        try await night.write(batches: 0, of: 0, partitions: 3)
        let tally = try await night.verify()
        #expect(tally.records == 0 && tally.missing == 0 && tally.problems.isEmpty)
    }

    @Test(arguments: [0, 1, 2])
    func `a flipped byte in a batch sets that batch's records aside and no other's`(batch: Int) async throws {
        try await night.write(batches: 4, of: 5)
        try night.flip(byteOf: "record \(batch * 5 + 2) ")
        let tally = try await night.verify()
        #expect(tally.records == 20 && tally.damaged == 5 && tally.missing == 0)
        let places = (batch * 5..<batch * 5 + 5).map { "partition 0, offset \($0): " }
        #expect(tally.problems.count == 5)
        for (problem, place) in zip(tally.problems, places) { #expect(problem.hasPrefix(place)) }
    }

    /// As docs/formats/embedded-log.md has it; the writer that opens the topic next reports and removes it.
    @Test func `a newest batch that is wrong counts as one that is not finished, and its bytes are told`() async throws
    {
        try await night.write(batches: 4, of: 5)
        try night.flip(byteOf: "record 17 ")
        let tally = try await night.verify()
        #expect(tally.records == 15 && tally.damaged == 0 && tally.missing == 0)
        #expect(tally.unreadableBytes > 5 * 100)
        #expect(tally.problems.count == 1 && tally.problems[0].hasPrefix("partition 0, from offset 15 on: "))
    }

    @Test func `a digest header that is not its bytes' is named with its place`() async throws {
        let wrong = RecordHeader(PacketDigest.headerName, Bytes(utf8: "crc32c:00000000"))
        try await night.write(batches: 2, of: 3, partitions: 2) { partition, number in
            partition == 1 && number == 4 ? [wrong] : []
        }
        let tally = try await night.verify()
        #expect(tally.records == 12 && tally.damaged == 1 && tally.missing == 0)
        #expect(tally.problems.count == 1)
        #expect(tally.problems.first?.contains("partition 1, offset 4:") == true)
        #expect(tally.problems.first?.contains("crc32c:00000000") == true)
    }

    @Test func `records with a digest of another kind are counted as without, and are not damaged`() async throws {
        let other = RecordHeader(PacketDigest.headerName, Bytes(utf8: "blake9:1234"))
        try await night.write(batches: 1, of: 6) { _, number in number.isMultiple(of: 2) ? [other] : [] }
        let tally = try await night.verify()
        #expect(tally.withoutDigest == 3 && tally.damaged == 0 && tally.records == 6)
    }

    @Test func `a segment that is missing is counted and named by its offsets`() async throws {
        try await night.write(batches: 4, of: 5, segmentBytes: 1)
        let segments = try night.segments()
        #expect(segments.count == 4)
        try FileManager.default.removeItem(atPath: segments[1])
        try? FileManager.default.removeItem(atPath: segments[1].replacing(".log", with: ".index"))
        let tally = try await night.verify()
        #expect(tally.records == 15 && tally.missing == 5 && tally.damaged == 0)
        #expect(tally.problems.count == 1)
        #expect(tally.problems.first?.contains("partition 0, offsets 5..<10") == true)
    }

    @Test func `what retention removed is not missing`() async throws {
        let stream = MemoryStream()
        try await stream.createTopic("night", partitions: 2)
        let producer = try await stream.producer(to: "night")
        for partition in [Int32(0), 1] {
            try await producer.send((0..<4).map { _ in OutgoingRecord(value: Bytes([1, 2]), partition: partition) })
        }
        try await stream.trim(topic: "night", partition: 0, before: 3)
        try await stream.trim(topic: "night", partition: 1, before: 4)
        let polls = Mutex(0)
        let tally = try await TopicVerification.run(stream, topic: "night") { _ in polls.withLock { $0 += 1 } }
        #expect(tally.records == 1 && tally.missing == 0 && tally.problems.isEmpty)
        #expect(polls.withLock { $0 } == 1, "a partition that is empty is not waited for")
    }

    @Test func `what a topic claims to hold and never gives is missing`() async throws {
        let tally = try await TopicVerification.run(SilentStream(), topic: "night") { _ in }
        #expect(tally.records == 0 && tally.missing == 7)
        #expect(tally.problems == ["partition 0, offsets 3..<10: they did not come"])
    }

    @Test func `of very many problems the first hundred are put in words and all are counted`() async throws {
        let wrong = RecordHeader(PacketDigest.headerName, Bytes(utf8: "crc32c:00000000"))
        try await night.write(batches: 1, of: 130) { _, _ in [wrong] }
        let tally = try await night.verify()
        #expect(tally.damaged == 130 && tally.problems.count == 100)
    }

    @Test func `progress is told as it is made, and ends with the result`() async throws {
        try await night.write(batches: 3, of: 1000)
        let told = Mutex<[Int64]>([])
        let tally = try await TopicVerification.run(night.stream, topic: "night") { tally in
            told.withLock { $0.append(tally.records) }
        }
        let counts = told.withLock { $0 }
        #expect(counts.count >= 3 && counts == counts.sorted() && counts.last == tally.records)
    }
}
