import Bytes
import Foundation
import Testing

@testable import AlertStreams

#if canImport(Glibc)
    import Glibc
#endif

/// Whether the file system of temporary files gives memory back when it is told to; one in memory does not.
private let cacheCanBeEmptied: Bool = {
    let path = FileManager.default.temporaryDirectory.appending(path: "tocsin-\(UUID().uuidString)").path
    defer { unlink(path) }
    guard let file = try? LogFile(path, O_RDWR | O_CREAT),
        (try? file.write([UInt8](repeating: 1, count: 1 << 20), at: 0)) != nil,
        (try? file.synchronise()) != nil
    else { return false }
    file.uncache(0..<1 << 20)
    return !file.isCached(0..<1 << 20)
}()

@Suite(.serialized, .enabled(if: cacheCanBeEmptied, "temporary files are on a file system that is memory itself"))
struct CacheTests {
    private static func records(_ range: Range<Int>) -> [OutgoingRecord] {
        range.map { number in
            OutgoingRecord(value: Bytes([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 1 << 20)))
        }
    }

    /// The part of each MiB of the only segment that is in memory.
    private static func cachedMebibytes(_ log: LogFixture) throws -> [Bool] {
        let file = try LogFile(try #require(try log.segments.first), O_RDWR)
        return try (0..<(try file.size() >> 20)).map { file.isCached($0 << 20..<($0 + 1) << 20) }
    }

    @Test func `flushed bytes behind the newest leave the file cache, and all are read again`() async throws {
        let limit = 8
        try await LogFixture.with({ $0.cachedBytes = limit << 20 }) { log in
            try await log.writeAndFlush(Self.records(0..<32))
            let cached = try Self.cachedMebibytes(log)
            #expect(cached.count == 32 && cached.prefix(32 - limit).allSatisfy { !$0 })
            #expect(cached.suffix(limit - 5).allSatisfy { $0 })
            #expect(try await log.readAll().records.map(\.value) == Self.records(0..<32).map(\.value))
        }
    }

    @Test func `the window lets go of the oldest bytes first and keeps count`() async throws {
        try await TemporaryFolder.with { folder in
            let file = try LogFile("\(folder.path)/file", O_RDWR | O_CREAT)
            var window = CacheWindow(limit: 100)
            for start in stride(from: 0, to: 1000, by: 30) {
                window.flushed(WrittenRange(file: file, bytes: start..<start + 30))
                #expect(window.byteCount == min(start + 30, 90))
            }
            var all = CacheWindow(limit: nil)
            all.flushed(WrittenRange(file: file, bytes: 0..<1000))
            #expect(all.byteCount == 0)
        }
    }

    @Test func `a log that is not in memory is read whole, and the cache is left as it was`() async throws {
        let count = 160
        try await LogFixture.with({ $0.cachedBytes = 0 }) { log in
            try await log.writeAndFlush(Self.records(0..<count))
            let before = try Self.cachedMebibytes(log)
            let consumer = try await log.stream.consumer(of: log.topic, start: .earliest)
            var seen = 0
            while seen < count {
                for record in try await consumer.poll(maxRecords: 7, timeout: .zero).records {
                    let expected = UInt8(truncatingIfNeeded: seen)
                    #expect(record.value.count == 1 << 20 && record.value.first == expected)
                    #expect(record.value.withUnsafeBytes { $0.allSatisfy { $0 == expected } })
                    seen += 1
                }
            }
            await consumer.close()
            // Pages come in groups: one that reaches over the end of what was flushed stays.
            #expect(before.filter { $0 }.count <= count / 4)
            // The first window is read as the system likes; those behind it are given back.
            let after = try Self.cachedMebibytes(log)
            #expect(after.dropFirst(34).filter { $0 }.count <= count / 8)
        }
    }
}

extension LogFixture {
    /// Four records a call, each call forced to the disk.
    fileprivate func writeAndFlush(_ records: [OutgoingRecord]) async throws {
        let stream = stream
        let producer = try await stream.producer(to: topic)
        for start in stride(from: 0, to: records.count, by: 4) {
            try await producer.send(Array(records[start..<min(start + 4, records.count)]))
            try await producer.flush()
        }
        await stream.close()
    }
}
