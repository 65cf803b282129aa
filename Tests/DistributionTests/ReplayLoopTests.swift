import AlertModel
import AlertStreams
import AlertTesting
import Avro
import Bytes
import Foundation
import Testing

@testable import Distribution

@Suite struct ReplayLoopTests {
    private static let packets = 5

    @Test(arguments: [1, 2, 4])
    func `as many loops are sent as were asked for`(loops: Int) async throws {
        let fixture = try await ReplayFixture.with(partitions: 3)
        try fixture.writePackets(Self.packets)
        let progress = try await fixture.replay(loops: loops)
        #expect(progress.sent == loops * Self.packets && progress.loop == loops)
        #expect(try await fixture.records().count == loops * Self.packets)
    }

    @Test(arguments: SurveyFiles.allCases)
    func `no alert comes twice in all loops`(survey: SurveyFiles) async throws {
        let alerts = try await Self.alerts(survey, loops: 4)
        #expect(alerts.count == 4 * Self.packets)
        #expect(Set(alerts.map(\.id)).count == alerts.count)
        let objects = (0..<4).map { Set(alerts[$0 * Self.packets..<($0 + 1) * Self.packets].map(\.objectID)) }
        #expect(objects.reduce(0) { $0 + $1.count } == objects.reduce(Set()) { $0.union($1) }.count)
    }

    @Test func `LSST identifiers are higher by a day's worth and times later by a day, in each loop`() async throws {
        let alerts = try await Self.alerts(.lsst, loops: 3)
        for loop in 1..<3 {
            for packet in 0..<Self.packets {
                let (first, later) = (alerts[packet], alerts[loop * Self.packets + packet])
                #expect(later.id == first.id + Int64(loop) << 42)
                #expect(later.objectID.survey == first.objectID.survey && later.objectID.kind == first.objectID.kind)
                #expect(later.history.map(\.id) == first.history.map { $0.id + Int64(loop) << 42 })
                #expect(abs(later.source.midpointMjdTai - first.source.midpointMjdTai - Double(loop)) < 1e-7)
                for (old, new) in zip(first.history, later.history) {
                    #expect(abs(new.midpointMjdTai - old.midpointMjdTai - Double(loop)) < 1e-7)
                }
            }
        }
    }

    @Test func `the plan's own shifts are used`() async throws {
        let alerts = try await Self.alerts(.ztf, loops: 2) {
            $0.idsPerLoop = 1000
            $0.daysPerLoop = 0.25
        }
        for packet in 0..<Self.packets {
            let (first, later) = (alerts[packet], alerts[Self.packets + packet])
            #expect(later.id == first.id + 1000)
            #expect(abs(later.source.midpointMjdTai - first.source.midpointMjdTai - 0.25) < 1e-7)
        }
    }

    @Test(arguments: SurveyFiles.allCases)
    func `what is measured stays as it was`(survey: SurveyFiles) async throws {
        let alerts = try await Self.alerts(survey, loops: 2)
        for packet in 0..<Self.packets {
            let (first, later) = (alerts[packet].source, alerts[Self.packets + packet].source)
            #expect(later.ra == first.ra && later.dec == first.dec && later.psfFlux == first.psfFlux)
            #expect(later.band == first.band && later.flags == first.flags)
        }
    }

    @Test(arguments: SurveyFiles.allCases)
    func `the digest of each loop's record is that of the bytes sent`(survey: SurveyFiles) async throws {
        let fixture = try await Self.sent(survey, loops: 3)
        let records = try await fixture.records()
        #expect(Set(records.map(\.value)).count == 3 * Self.packets)
        for record in records { #expect(PacketDigest.verify(record.value, record.headers) == .matches) }
    }

    @Test func `the framing is kept in each loop`() async throws {
        for survey in SurveyFiles.allCases {
            let values = try await Self.sent(survey, loops: 2).values()
            for packet in 0..<Self.packets {
                #expect(Framing.detect(values[packet]) == Framing.detect(values[Self.packets + packet]))
            }
        }
    }

    @Test func `identifiers that no number can hold end the replay with an error that names the packet`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.writePackets(2)
        let replay = fixture.make(loops: 3) { $0.idsPerLoop = Int64.max / 2 }
        let error = await #expect(throws: DistributionError.self) {
            try await replay.run(to: fixture.stream, topic: ReplayFixture.topic)
        }
        #expect(error?.description.contains("00000.avro") == true)
        #expect(error?.isBadInput == false)
    }

    @Test func `shifts that no number can hold are an error even where no packet has identifiers`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.folder.write("night/a.avro", Array("no packet".utf8))
        let replay = fixture.make(loops: nil) {
            $0.keepsDamaged = true
            $0.batchSize = 1
            $0.idsPerLoop = Int64.max / 2
        }
        await #expect(throws: DistributionError.self) {
            try await replay.run(to: fixture.stream, topic: ReplayFixture.topic)
        }
        #expect(try await fixture.records().count == 3)
    }

    private static func alerts(
        _ survey: SurveyFiles, loops: Int, _ change: (inout ReplayPlan) -> Void = { _ in }
    ) async throws -> [Alert] {
        let decoder = AlertDecoder(schemas: SchemaDirectory())
        return try await sent(survey, loops: loops, change).values().flatMap { try decoder.decode($0) }
    }

    private static func sent(
        _ survey: SurveyFiles, loops: Int, _ change: (inout ReplayPlan) -> Void = { _ in }
    ) async throws -> ReplayFixture {
        let fixture = try await ReplayFixture.with(partitions: 2)
        switch survey {
        case .lsst: try fixture.writePackets(packets)
        case .ztf: try fixture.writeZTFPackets(packets)
        }
        try await fixture.replay(loops: loops, change)
        return fixture
    }
}

/// Whose packets a test sends.
enum SurveyFiles: CaseIterable { case lsst, ztf }

extension ReplayFixture {
    /// Writes container files of one record each.
    func writeZTFPackets(_ count: Int) throws {
        let synthetic = SyntheticPackets(seed: 8, objectCount: count, historyLength: 2)
        for number in 0..<count { try folder.write("night/z\(number).avro", try synthetic.ztf(number).array) }
    }

    @Test func `packets of schemas that share name and size are each shifted by their own`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        let fields = [#"{"name": "candid", "type": "long"}"#, #"{"name": "jd", "type": "double"}"#]
        for (number, order) in [fields, fields.reversed(), fields].enumerated() {
            let schema = try Schema(
                json: #"{"type": "record", "name": "alert", "fields": [\#(order.joined(separator: ","))]}"#)
            var writer = try ContainerWriter(schema: schema, codec: .null)
            let values = [Value.long(Int64(1000 + number)), .double(2_460_000.5)]
            try writer.append(.record(number == 1 ? values.reversed() : values))
            try fixture.folder.write("night/\(number).avro", try writer.finish().array)
        }
        let progress = try await fixture.replay(loops: 2)
        #expect(progress.sent == 6 && progress.refused == 0)
        for (number, value) in try await fixture.values().enumerated() {
            var reader = try ContainerReader(file: value)
            let block = try #require(try reader.next())
            let schema = try #require(reader.header?.schema)
            let tree = try DatumDecoder(schema: schema).decode(block.data)
            let (loop, packet) = (number / 3, number % 3)
            let expected = [Value.long(Int64(1000 + packet) + Int64(loop) << 42), .double(2_460_000.5 + Double(loop))]
            #expect(tree == .record(packet == 1 ? expected.reversed() : expected))
        }
    }
}
