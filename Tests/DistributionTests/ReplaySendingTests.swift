import AlertModel
import AlertStreams
import AlertTesting
import Avro
import Bytes
import Foundation
import Testing

@testable import Distribution

@Suite struct ReplaySendingTests {
    @Test(arguments: [1, 3])
    func `each file is sent once, byte for byte, in order`(partitions: Int) async throws {
        let fixture = try await ReplayFixture.with(partitions: partitions)
        let packets = try fixture.writePackets(20)
        let progress = try await fixture.replay()
        #expect(try await fixture.values() == packets)
        #expect(progress.sent == 20 && progress.refused == 0 && progress.alreadyThere == 0)
        #expect(progress.bytes == packets.reduce(0) { $0 + Int64($1.count) })
    }

    @Test func `each record carries its digest, its mark and the time of sending`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 2)
        try fixture.writePackets(6)
        let before = Date().timeIntervalSince1970 * 1000
        try await fixture.replay()
        let after = Date().timeIntervalSince1970 * 1000
        let records = try await fixture.records()
        #expect(records.count == 6)
        for record in records {
            #expect(PacketDigest.verify(record.value, record.headers) == .matches)
            let sent = record.headers.first { $0.name == "producer_timestamp" }?.value.utf8Text.flatMap(Double.init)
            #expect((before...after).contains(try #require(sent)))
            let mark = try #require(ReplayMark(record))
            #expect(mark.number % 2 == Int64(record.position.partition))
        }
    }

    @Test func `the records of one container go out alone and hold the same datums`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        let schema = try #require(SchemaDirectory.ztf)
        let synthetic = SyntheticPackets(seed: 3, objectCount: 4)
        let datums = try (0..<7).map { try synthetic.ztf($0, as: .bare) }
        var writer = try ContainerWriter(schema: schema, codec: .deflate)
        for datum in datums { try writer.append(encoded: datum) }
        try fixture.folder.write("night/all.avro", try writer.finish().array)
        try await fixture.replay()
        let values = try await fixture.values()
        #expect(values.count == 7)
        let opener = PacketOpener(.empty)
        for (value, datum) in zip(values, datums) {
            #expect(try opener.records(in: value, origin: "x").map(\.datum) == [datum])
        }
    }

    @Test func `a limit is kept across files and loops`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        let packets = try fixture.writePackets(5)
        let progress = try await fixture.replay(loops: 3, limit: 7)
        let values = try await fixture.values()
        #expect(progress.sent == 7 && progress.loop == 2)
        #expect(values.count == 7 && Array(values.prefix(5)) == packets)
    }

    @Test func `a topic that is not there is named`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.writePackets(1)
        let replay = fixture.make()
        let error = await #expect(throws: DistributionError.self) {
            try await replay.run(to: fixture.stream, topic: "elsewhere")
        }
        #expect(error?.description.contains("elsewhere") == true)
    }
}
