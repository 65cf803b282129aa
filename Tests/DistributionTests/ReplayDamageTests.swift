import AlertModel
import AlertStreams
import AlertTesting
import Avro
import Bytes
import Foundation
import Synchronization
import Testing

@testable import Distribution

@Suite struct ReplayDamageTests {
    @Test func `damaged files are refused by name and the others are sent`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 2)
        let packets = try fixture.writePackets(4)
        try Self.writeDamaged(to: fixture.folder)
        let (progress, refusals) = try await Self.run(fixture)
        #expect(try await fixture.values() == packets)
        #expect(progress.refused == 4 && progress.sent == 4)
        for name in ["00000-empty.avro", "00001-text.avro", "00002-cut.avro", "00003-unknown.avro"] {
            #expect(refusals.filter { $0.contains(name) }.count == 1, "\(name) in \(refusals)")
        }
    }

    @Test func `a container cut short gives its whole records and is then refused`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        let (file, datums) = try Self.container(of: 5)
        try fixture.folder.write("night/cut.avro", Array(file.array.dropLast(file.count / 10)))
        let (progress, refusals) = try await Self.run(fixture)
        #expect(progress.sent == 4 && progress.refused == 1)
        #expect(refusals.first?.contains("cut.avro") == true)
        let opener = PacketOpener(.empty)
        let sent = try await fixture.values().flatMap { try opener.records(in: $0, origin: "x").map(\.datum) }
        #expect(sent == Array(datums.prefix(4)))
    }

    @Test func `what is no packet is sent as it is where that is wanted`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        let packets = try fixture.writePackets(2)
        try Self.writeDamaged(to: fixture.folder)
        let progress = try await fixture.replay { $0.keepsDamaged = true }
        let values = try await fixture.values().map(\.array)
        #expect(progress.refused == 0 && values.count == 6)
        for bytes in try Self.damaged().values + packets.map(\.array) {
            #expect(values.filter { $0 == bytes }.count == 1)
        }
    }

    @Test func `an archive cut short is not mistaken for the damaged file before it`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.writePackets(2, folder: "in")
        try fixture.folder.tar(["cf", fixture.path("whole.tar"), "-C", fixture.path("in"), "00000.avro", "00001.avro"])
        let whole = try Data(contentsOf: URL(fileURLWithPath: fixture.path("whole.tar")))
        try fixture.folder.write("night/a.avro", Array("no packet".utf8))
        try fixture.folder.write("night/b.tar", Array(whole.prefix(700)))
        let replay = fixture.make { $0.keepsDamaged = true }
        let (progress, refusals) = try await Self.run(fixture, replay)
        #expect(try await fixture.values().map(\.array) == [Array("no packet".utf8)])
        #expect(progress.refused == 1)
        #expect(refusals.first?.contains("b.tar") == true)
    }

    @Test func `files that are all damaged end an endless replay`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.folder.write("night/a.avro", Array("no packet".utf8))
        let progress = try await fixture.replay(loops: nil)
        #expect(progress.sent == 0 && progress.refused == 1)
    }

    /// Runs a replay and gives what it refused too, in words.
    private static func run(
        _ fixture: ReplayFixture, _ wanted: Replay? = nil
    ) async throws -> (ReplayProgress, [String]) {
        var replay = wanted ?? fixture.make()
        let heard = Refusals()
        replay.onRefusal = { heard.note("\($0)") }
        return (try await replay.run(to: fixture.stream, topic: ReplayFixture.topic), heard.all)
    }

    private static func damaged() throws -> [String: [UInt8]] {
        let (file, _) = try container(of: 1)
        return [
            "00000-empty.avro": [], "00001-text.avro": Array("this is no packet".utf8),
            "00002-cut.avro": Array(file.array.dropLast(40)), "00003-unknown.avro": [0, 0, 0, 0xff, 0xff, 1, 2, 3],
        ]
    }

    private static func writeDamaged(to folder: ScratchFolder) throws {
        for (name, bytes) in try damaged() { try folder.write("night/" + name, bytes) }
    }

    /// One file of several records, without compression.
    private static func container(of count: Int) throws -> (file: Bytes, datums: [Bytes]) {
        let schema = try #require(SchemaDirectory.ztf)
        let synthetic = SyntheticPackets(seed: 5, objectCount: 3, historyLength: 1)
        let datums = try (0..<count).map { try synthetic.ztf($0, as: .bare) }
        var writer = try ContainerWriter(schema: schema, sync: Bytes([UInt8](repeating: 0x5a, count: 16)))
        for datum in datums {
            try writer.append(encoded: datum)
            try writer.flush()
        }
        return (try writer.finish(), datums)
    }
}

/// What a replay refused, told from its task.
final class Refusals: Sendable {
    private let words = Mutex<[String]>([])
    var all: [String] { words.withLock { $0 } }
    func note(_ text: String) { words.withLock { $0.append(text) } }
}
