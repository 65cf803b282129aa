import Bytes
import Foundation
import Testing

@testable import AlertStreams

@Suite struct GroupTests {
    private static let quick: @Sendable (inout EmbeddedOptions) -> Void = { options in
        options.groupInterval = .milliseconds(10)
    }

    /// A stream with a topic of `partitions` that hold `each` records each.
    private func with(
        partitions: Int, each: Int, _ body: (LogFixture, EmbeddedStream, String) async throws -> Void
    ) async throws {
        try await LogFixture.with(Self.quick) { log in
            let stream = log.stream
            try await stream.createTopic("shared", partitions: partitions)
            let producer = try await stream.producer(to: "shared")
            for partition in 0..<Int32(partitions) {
                try await producer.send(
                    (0..<each).map { OutgoingRecord(value: [UInt8(partition), UInt8($0)], partition: partition) })
            }
            try await body(log, stream, "shared")
            await stream.close()
        }
    }

    private func settle(_ members: [any StreamConsumer], until holds: ([[Int32]]) -> Bool) async throws -> [[Int32]] {
        var assigned: [[Int32]] = []
        for _ in 0..<200 {
            assigned = []
            for member in members { assigned.append(try await member.assignment()) }
            if holds(assigned) { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        return assigned
    }

    @Test func `members share the partitions and each record goes to one`() async throws {
        try await with(partitions: 5, each: 20) { log, stream, topic in
            let members = [
                try await stream.consumer(of: topic, start: .group("brokers")),
                try await log.stream.consumer(of: topic, start: .group("brokers")),
            ]
            let shares = try await settle(members) { $0.map(\.count).sorted() == [2, 3] }
            #expect(shares.flatMap { $0 }.sorted() == [0, 1, 2, 3, 4])
            var seen: [Bytes] = []
            for member in members {
                while case let batch = try await member.poll(maxRecords: 7, timeout: .zero), !batch.isEmpty {
                    seen += batch.records.map(\.value)
                }
            }
            #expect(seen.count == 100 && Set(seen).count == 100)
            for member in members { await member.close() }
        }
    }

    @Test func `a member that leaves hands over what it has not committed`() async throws {
        try await with(partitions: 2, each: 10) { log, stream, topic in
            let first = try await stream.consumer(of: topic, start: .group("g"))
            let second = try await log.stream.consumer(of: topic, start: .group("g"))
            _ = try await settle([first, second]) { $0.allSatisfy { $0.count == 1 } }
            #expect(try await first.poll(maxRecords: 100, timeout: .zero).records.count == 10)
            try await first.commit([0: 4])
            await first.close()
            let shares = try await settle([second]) { $0 == [[0, 1]] }
            #expect(shares == [[0, 1]])
            let rest = try await Conformance(stream: stream).take(16, from: second)
            let of0 = rest.records.filter { $0.position.partition == 0 }
            #expect(of0.map(\.position.offset) == Array(4..<10))
            await second.close()
        }
    }

    @Test func `a commit of a partition that went to another member is refused`() async throws {
        try await with(partitions: 2, each: 5) { log, stream, topic in
            let first = try await stream.consumer(of: topic, start: .group("g"))
            _ = try await first.poll(maxRecords: 100, timeout: .zero)
            let second = try await log.stream.consumer(of: topic, start: .group("g"))
            _ = try await settle([first, second]) { $0 == [[0], [1]] }
            await #expect { try await first.commit([1: 5]) } throws: { ($0 as? StreamError)?.isPartitionLost == true }
            try await first.commit([0: 5])
            for member in [first, second] { await member.close() }
        }
    }

    @Test func `others see which partitions have a reader, and disturb none`() async throws {
        try await with(partitions: 3, each: 5) { log, stream, topic in
            #expect(try await log.stream.group("g", of: topic).assigned ?? [] == [])
            let reader = try await stream.consumer(of: topic, start: .group("g"))
            #expect(try await reader.poll(maxRecords: 100, timeout: .zero).records.count == 15)
            for _ in 0..<5 { #expect(try await log.stream.group("g", of: topic).assigned == [0, 1, 2]) }
            try await reader.commit([0: 5, 1: 5, 2: 5])
            await reader.close()
            let status = try await log.stream.group("g", of: topic)
            #expect(status.assigned == [] && status.members == 0 && status.committed == [0: 5, 1: 5, 2: 5])
        }
    }

    @Test func `others see whether there is a group and how far behind it is`() async throws {
        try await with(partitions: 2, each: 5) { log, stream, topic in
            let missing = try await log.stream.group("g", of: topic)
            #expect(!missing.exists && missing.members == 0 && missing.lag == 10)
            let reader = try await stream.consumer(of: topic, start: .group("g"))
            _ = try await reader.poll(maxRecords: 100, timeout: .zero)
            try await reader.commit([0: 5, 1: 2])
            let behind = try await log.stream.group("g", of: topic)
            #expect(behind.exists && behind.members == 1 && behind.lag == 3)
            try await reader.commit([1: 5])
            #expect(try await log.stream.group("g", of: topic).lag == 0)
            await reader.close()
            #expect(try await log.stream.group("g", of: topic).exists)
        }
    }

    @Test func `groups do not see each other`() async throws {
        try await with(partitions: 1, each: 3) { _, stream, topic in
            for group in ["one", "two"] {
                let member = try await stream.consumer(of: topic, start: .group(group))
                #expect(try await member.poll(maxRecords: 10, timeout: .zero).records.count == 3)
                try await member.commit([0: 3])
                await member.close()
            }
        }
    }

    @Test func `a killed process's partitions are taken over at once`() async throws {
        try await with(partitions: 2, each: 3) { log, stream, topic in
            let group = try TopicFolder(root: log.folder.path, topic: topic).group("g")
            let survivor = try await stream.consumer(of: topic, start: .group("g"))
            let other = try OtherMember(of: group, holding: 1)
            let shared = try await settle([survivor]) { $0 == [[0]] }
            #expect(shared == [[0]])
            other.kill()
            let alone = try await settle([survivor]) { $0 == [[0, 1]] }
            #expect(alone == [[0, 1]])
            await survivor.close()
        }
    }

    @Test func `a torn commit leaves the one before it`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).offset").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let offset = try CommittedOffset(path)
        #expect(try offset.load() == nil)
        try offset.store(100)
        try offset.store(200)
        let whole = try RawFile.read(path)
        let newest = 0..<CommittedOffset.slotCount  // the second commit has the even number
        for cut in newest {
            var torn = whole
            torn[cut] ^= 0xFF
            try RawFile.write(torn, to: path)
            #expect(try CommittedOffset(path).load() == 100)
        }
    }

    @Test(arguments: 1...9) func `shares are whole, disjoint and even`(_ members: Int) {
        let names = (0..<members).map { "m\($0)" }
        let shares = names.map { GroupMember.share(of: $0, among: names, 45) }
        #expect(shares.reduce(Set()) { $0.union($1) } == Set(0..<45))
        #expect(shares.reduce(0) { $0 + $1.count } == 45)
        #expect((shares.map(\.count).max() ?? 0) - (shares.map(\.count).min() ?? 0) <= 1)
    }
}

/// Another process that holds a member's locks as `GroupMember` does, written in shell around `flock(1)`.
struct OtherMember {
    private let process = Process()

    init(of group: String, holding partition: Int) throws {
        let life = "\(group)/members/\(String(repeating: "9", count: 20))-1-1"
        // The partition's lock is waited for: its present owner gives it up once it sees this member.
        let script = """
            exec 7>>'\(group)/roster.lock' && flock -x 7 && exec 8>>'\(life)' && flock -x 8 && flock -u 7 &&
            exec 9>>'\(group)/\(partition).offset' && flock -x 9 && exec 7>&- && exec sleep 60
            """
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script]
        try process.run()
    }

    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }
}
