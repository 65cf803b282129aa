import AlertStreams
import AlertTesting
import Bytes
import Foundation
import Testing

@testable import Distribution

@Suite struct ReplayResumeTests {
    private static let count = 12

    @Test(arguments: [1, 3])
    func `a replay resumed after any number of packets sends exactly the rest`(partitions: Int) async throws {
        for sent in 0...Self.count {
            let fixture = try await ReplayFixture.with(partitions: partitions)
            let packets = try fixture.writePackets(Self.count)
            try await fixture.replay(limit: sent) { $0.batchSize = 5 }
            let progress = try await fixture.replay { $0.resumes = true }
            #expect(progress.sent == Self.count - sent && progress.alreadyThere == sent)
            #expect(try await fixture.values() == packets, "\(sent) packets, then the rest")
        }
    }

    @Test(arguments: [1, 3])
    func `another replay's records in between do not matter`(partitions: Int) async throws {
        for sent in [0, 1, 5, Self.count] {
            let fixture = try await ReplayFixture.with(partitions: partitions)
            let packets = try fixture.writePackets(Self.count)
            try fixture.writePackets(24, folder: "other")
            try await fixture.replay(limit: sent)
            try await fixture.replay("other/night", files: "other", loops: 10)
            try await fixture.replay { $0.resumes = true }
            #expect(try await fixture.values() == packets)
            #expect(try await fixture.records().count == Self.count + 240)
        }
    }

    @Test func `loops resume in the middle of a loop`() async throws {
        for sent in [0, 3, 4, 5, 9, 11] {
            let (whole, parts) = (
                try await ReplayFixture.with(partitions: 2), try await ReplayFixture.with(partitions: 2)
            )
            for fixture in [whole, parts] { try fixture.writePackets(4) }
            try await whole.replay(loops: 3)
            try await parts.replay(loops: 3, limit: sent)
            try await parts.replay(loops: 3) { $0.resumes = true }
            #expect(try await parts.values() == whole.values())
        }
    }

    /// A kill may leave any beginning of each partition, because partitions are written apart from each other.
    @Test(arguments: 0..<20)
    func `whatever beginnings of the partitions survive, nothing is lost or sent twice`(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let whole = try await ReplayFixture.with(partitions: 3)
        let packets = try whole.writePackets(Self.count)
        try await whole.replay()
        let kept = (0..<3).map { _ in Int64(random.next() % 5) }
        let survivors = try await whole.records().filter { $0.position.offset < kept[Int($0.position.partition)] }
        let after = try await ReplayFixture.with(partitions: 3)
        try after.writePackets(Self.count)
        try await after.stream.producer(to: ReplayFixture.topic).send(
            survivors.map { OutgoingRecord(value: $0.value, headers: $0.headers, partition: $0.position.partition) })
        let progress = try await after.replay { $0.resumes = true }
        #expect(progress.alreadyThere == survivors.count)
        #expect(try await after.values() == packets, "kept \(kept)")
    }

    @Test func `a damaged newest record still counts as sent`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.writePackets(6)
        try await fixture.replay(limit: 4)
        try await fixture.stream.damage(
            topic: ReplayFixture.topic, at: RecordPosition(partition: 0, offset: 3), bit: 99)
        #expect(try await fixture.replay { $0.resumes = true }.sent == 2)
    }

    @Test func `retention of older records does not make them be sent again`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.writePackets(6)
        try await fixture.replay(limit: 4)
        try await fixture.stream.trim(topic: ReplayFixture.topic, partition: 0, before: 3)
        let progress = try await fixture.replay { $0.resumes = true }
        #expect(progress.alreadyThere == 4 && progress.sent == 2)
    }

    @Test func `without resuming everything is sent again`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.writePackets(3)
        try await fixture.replay()
        #expect(try await fixture.replay().sent == 3)
        #expect(try await fixture.records().count == 6)
    }

    @Test func `a mark is read back whatever the replay is called`() {
        for name in ["night", "a/b", "", "ä ö/7", String(repeating: "n", count: 300)] {
            let mark = ReplayMark(name: name, number: 41)
            let record = StreamRecord(
                position: RecordPosition(partition: 0, offset: 0), timestampMs: 0, value: Bytes(),
                headers: [mark.header])
            #expect(ReplayMark(record) == mark)
        }
        for text in ["night", "night/", "night/x", "night/99999999999999999999", ""] {
            let header = RecordHeader(ReplayMark.headerName, Bytes(utf8: text))
            let record = StreamRecord(
                position: RecordPosition(partition: 0, offset: 0), timestampMs: 0, value: Bytes(), headers: [header])
            #expect(ReplayMark(record) == nil, "\(text)")
        }
    }
}
