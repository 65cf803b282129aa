import AlertTesting
import Bytes
import Foundation
import Testing

@testable import AlertStreams

@Suite struct RecoveryTests {
    @Test func `a tail torn at any byte of the last batch is cut off and reported`() async throws {
        try await LogFixture.with { log in
            try await log.write([LogFixture.records(0..<3), LogFixture.records(3..<5)])
            let path = try #require(try log.segments.first)
            let whole = try RawFile.read(path)
            let lastBatch = BatchHeader.total(body: 2 * (100 + 28 + 6 + 13 + 15))
            let kept = whole.count - lastBatch
            for end in kept..<whole.count {
                try RawFile.write(whole[..<end], to: path)
                let seen = try await log.readAll()
                #expect(seen.records.count == 3 && seen.damaged.isEmpty && seen.gaps.isEmpty)
                let reports = try await log.recover()
                #expect(reports.map(\.byteOffset) == (end == kept ? [] : [Int64(kept)]))
                #expect(reports.map(\.bytesRemoved) == (end == kept ? [] : [Int64(end - kept)]))
                #expect(reports.allSatisfy { $0.file == path && $0.nextOffset == 3 })
                #expect(try RawFile.read(path).count == kept)
            }
            try await log.write([LogFixture.records(3..<5)])
            #expect(try RawFile.read(path).count == whole.count)
            #expect(try await log.readAll().records.map(\.value) == LogFixture.records(0..<5).map(\.value))
        }
    }

    @Test(arguments: [1, 7, 8, 63, 64, 65, 1000, 100_000])
    func `garbage behind the last batch is cut off`(_ count: Int) async throws {
        try await LogFixture.with { log in
            try await log.write([LogFixture.records(0..<3)])
            let path = try #require(try log.segments.first)
            let whole = try RawFile.read(path)
            try RawFile.write(whole + Conformance.packet(count, count: count).array, to: path)
            #expect(try await log.readAll().records.count == 3)
            let reports = try await log.recover()
            #expect(reports.map(\.bytesRemoved) == [Int64(count)])
            #expect(try RawFile.read(path) == whole)
        }
    }

    @Test func `a last batch with a wrong checksum is cut off, and its offsets are given anew`() async throws {
        try await LogFixture.with { log in
            try await log.write([LogFixture.records(0..<3), LogFixture.records(3..<5)])
            let path = try #require(try log.segments.first)
            var bytes = try RawFile.read(path)
            bytes[bytes.count - 20] ^= 1
            try RawFile.write(bytes, to: path)
            #expect(try await log.readAll().records.count == 3)
            #expect(try await log.recover().map(\.nextOffset) == [3])
        }
    }

    @Test func `the report names file, byte and count`() {
        let report = RecoveryReport(
            file: "night/0/0.log", byteOffset: 4096, bytesRemoved: 77, topic: "night", partition: 0, nextOffset: 9)
        for part in ["night/0/0.log", "4096", "77", "offset 9"] { #expect("\(report)".contains(part)) }
    }

    @Test func `a reader follows across a repair by another process`() async throws {
        try await LogFixture.with { log in
            try await log.write([LogFixture.records(0..<3)])
            let path = try #require(try log.segments.first)
            let consumer = try await log.stream.consumer(of: log.topic, start: .earliest)
            #expect(try await consumer.poll(maxRecords: 10, timeout: .zero).records.count == 3)
            try RawFile.write(RawFile.read(path) + Conformance.packet(1, count: 500).array, to: path)
            #expect(try await consumer.poll(maxRecords: 10, timeout: .zero).isEmpty)
            try await log.write([LogFixture.records(3..<5)])
            let rest = try await Conformance(stream: log.stream).take(2, from: consumer)
            #expect(rest.records.map(\.position.offset) == [3, 4] && rest.damaged.isEmpty)
            await consumer.close()
        }
    }
}

@Suite struct DamageTests {
    @Test func `a wrong checksum in the middle sets that batch aside and reading goes on`() async throws {
        try await LogFixture.with { log in
            try await log.write((0..<5).map { LogFixture.records($0 * 2..<$0 * 2 + 2) })
            let path = try #require(try log.segments.first)
            var bytes = try RawFile.read(path)
            let batch = bytes.count / 5
            bytes[2 * batch + 300] ^= 0x40
            try RawFile.write(bytes, to: path)
            let seen = try await log.readAll()
            #expect(seen.records.map(\.position.offset) == [0, 1, 2, 3, 6, 7, 8, 9])
            #expect(seen.damaged.map(\.record.position.offset) == [4, 5])
            #expect(seen.damaged.first?.reason.contains(path) == true)
            #expect(seen.damaged.first?.reason.contains("\(2 * batch)") == true)
            #expect(try await log.recover().isEmpty)
        }
    }

    @Test func `a wrecked header in the middle costs only its batch`() async throws {
        try await LogFixture.with { log in
            try await log.write((0..<5).map { LogFixture.records($0 * 2..<$0 * 2 + 2) })
            let path = try #require(try log.segments.first)
            var bytes = try RawFile.read(path)
            let batch = bytes.count / 5
            for place in 0..<64 { bytes[batch + place] = 0xEE }
            try RawFile.write(bytes, to: path)
            let seen = try await log.readAll()
            #expect(seen.records.map(\.position.offset) == [0, 1, 4, 5, 6, 7, 8, 9])
            #expect(seen.damaged.map(\.record.position.offset) == [2, 3])
            #expect(seen.gaps.isEmpty)
        }
    }

    @Test func `every offset is accounted for, whatever byte is changed`() async throws {
        try await LogFixture.with { log in
            try await log.write((0..<6).map { LogFixture.records($0 * 2..<$0 * 2 + 2) })
            let path = try #require(try log.segments.first)
            let bytes = try RawFile.read(path)
            for place in stride(from: 0, to: bytes.count - bytes.count / 6, by: 7) {
                var changed = bytes
                changed[place] ^= 0x10
                try RawFile.write(changed, to: path)
                let seen = try await log.readAll()
                let offsets = seen.records.map(\.position.offset) + seen.damaged.map(\.record.position.offset)
                #expect(offsets.sorted() == Array(0..<12), "byte \(place)")
            }
        }
    }

    @Test func `a missing segment is told as a gap`() async throws {
        try await LogFixture.with({ $0.segmentBytes = 1000 }) { log in
            try await log.write((0..<6).map { LogFixture.records($0 * 4..<$0 * 4 + 4) })
            let segments = try log.segments
            try #require(segments.count == 6)
            try FileManager.default.removeItem(atPath: segments[2])
            let seen = try await log.readAll()
            #expect(seen.records.count == 20)
            #expect(seen.gaps.map(\.offsets) == [8..<12])
        }
    }

    @Test func `random bytes never crash the reader`() async throws {
        try await LogFixture.with { log in
            try await log.write((0..<3).map { LogFixture.records($0 * 3..<$0 * 3 + 3, count: 40) })
            let path = try #require(try log.segments.first)
            let good = try RawFile.read(path)
            var generator = SplitMix(seed: 11)
            for round in 0..<400 {
                try RawFile.write(Self.mutate(good, round, &generator), to: path)
                let seen = try await log.readAll()
                for record in seen.records { #expect(record.value.count == 40) }
            }
        }
    }

    /// Random bytes, changed bytes with repaired checksums, cut and joined logs.
    private static func mutate(_ good: [UInt8], _ round: Int, _ generator: inout SplitMix) -> [UInt8] {
        var bytes = good
        switch round % 4 {
        case 0:
            return (0..<Int.random(in: 0...3000, using: &generator)).map { _ in .random(in: 0...255, using: &generator)
            }
        case 1:
            for _ in 0..<Int.random(in: 1...20, using: &generator) {
                bytes[.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
        case 2:
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...200, using: &generator)))
        default:
            bytes[.random(in: 8..<60, using: &generator)] = .random(in: 0...255, using: &generator)
            let crc = bytes[..<60].withUnsafeBytes { CRC32C.checksum($0) }
            bytes.withUnsafeMutableBytes { $0.storeLE(crc, at: 60) }
        }
        return bytes
    }

    @Test func `records that do not parse behind a right checksum are damaged`() throws {
        var generator = SplitMix(seed: 5)
        for _ in 0..<2000 {
            let body = Bytes(
                (0..<Int.random(in: 28...300, using: &generator)).map { _ in .random(in: 0...3, using: &generator) })
            let header = BatchHeader(
                baseOffset: 0, position: 0, minTimestampMs: 0, maxTimestampMs: 0, recordCount: 1,
                bodyCount: UInt32(body.count), appendedMs: 0, bodyCRC: 0)
            #expect(RecordCoding.decode(body, header, partition: 0).count <= 1)
        }
    }
}
