import AlertStreams
import AlertTesting
import Bytes
import Foundation
import Observing
import SkyMath
import Testing
import Transports

@testable import Simulator

@Suite struct RunTests {
    /// Artefacts only, so that a visit is made in no time.
    private static func scenario(_ faults: [FaultSetting] = [], seed: UInt64 = 3) -> Scenario {
        Scenario(
            name: "test", seed: seed, sky: SkySetting(populations: [.artefacts]),
            survey: SurveySetting(historyNights: 0, hasStamps: false), span: SpanSetting(visits: 2, pace: nil),
            transports: [TransportSetting(kind: .topic, target: "alerts", partitions: 3)], faults: faults)
    }

    private static func run(
        _ scenario: Scenario, to stream: MemoryStream = MemoryStream(), output: String? = nil
    ) async throws -> Manifest {
        var options = RunOptions()
        options.output = output
        options.transports = TransportMaker(folder: "") { _ in (stream, false) }
        return try await SimulationRun(scenario, options: options).run()
    }

    private static func rows(_ folder: String) throws -> [LedgerRow] {
        let data = try Data(contentsOf: URL(filePath: folder + "/" + SimulationRun.ledgerName))
        var reader = try LedgerReader(Bytes([UInt8](data)))
        var rows: [LedgerRow] = []
        while let next = reader.next() { rows += next }
        return rows
    }

    @Test func `the same scenario gives the same manifest, and another seed another`() async throws {
        let first = try await Self.run(Self.scenario())
        let again = try await Self.run(Self.scenario())
        let other = try await Self.run(Self.scenario(seed: 4))
        #expect(first == again && first.firstDifference(from: other) != nil)
        #expect(first.outputs != other.outputs && first.counts["sent"] ?? 0 > 1000)
    }

    @Test func `each row of the ledger is a record of the topic, byte for byte, and there is none beside them`()
        async throws
    {
        try await inScratchFolder { folder in
            let stream = MemoryStream()
            let faults = [
                FaultSetting(.bitFlip(bits: 3), probability: 0.05), FaultSetting(.drop, probability: 0.05),
                FaultSetting(.duplicate(copies: 2, delaySeconds: 100), probability: 0.05),
                FaultSetting(.lostPartition(NumberSet([1...1]), reroutes: true), probability: 0.5),
            ]
            let manifest = try await Self.run(Self.scenario(faults), to: stream, output: folder)
            let rows = try Self.rows(folder)
            var sent = 0
            for row in rows where !row.isWithheld {
                let partition = try #require(row.partition), offset = try #require(row.offset)
                let record = try #require(
                    try await stream.fetch(
                        topic: "alerts", at: RecordPosition(partition: partition, offset: offset)))
                #expect(CRC32C.checksum(record.value) == row.sentDigest && record.value.count == Int(row.sentBytes))
                #expect((row.sentDigest != row.issuedDigest) == row.isCorrupt)
                sent += 1
            }
            let held = try await stream.topics()[0].partitions.reduce(0) { $0 + Int($1.nextOffset) }
            #expect(held == sent && manifest.counts["sent"] == sent)
            #expect(manifest.counts["withheld"] == rows.count - sent && rows.count > sent)
            for index in 0..<4 { #expect(rows.contains { $0.faults.indices.contains(index) }) }
        }
    }

    @Test func `a subscriber that took all it could is told so, with its damaged and double packets`() async throws {
        try await inScratchFolder { folder in
            let stream = MemoryStream()
            let faults = [
                FaultSetting(.bitFlip(bits: 1), probability: 0.1),
                FaultSetting(.duplicate(copies: 1, delaySeconds: 0), probability: 0.1),
            ]
            _ = try await Self.run(Self.scenario(faults), to: stream, output: folder)
            var scorer = Scorer()
            for row in try Self.rows(folder) { scorer.add(row) }
            let receipts = try await Receipt.all(from: stream.consumer(of: "alerts", start: .earliest))
            let score = scorer.score(receipts, subscriber: "all")
            #expect(score.isPerfect && score.total.missing == 0 && score.unknown == 0)
            #expect(score.total.duplicates > 20 && score.total.duplicatesBeyondSent == 0)
            #expect(score.total.corruptRejected > 20 && score.total.corruptAccepted == 0)
            let lost = scorer.score(receipts.dropFirst(100), subscriber: "some")
            #expect(!lost.isPerfect && lost.total.missing > 50)
        }
    }

    @Test func `each transport gets its own part`() async throws {
        var scenario = Self.scenario()
        scenario.transports = [
            TransportSetting(kind: .topic, target: "low", selection: PacketSelection(detectors: NumberSet([0...93]))),
            TransportSetting(
                kind: .topic, target: "high", selection: PacketSelection(detectors: NumberSet([94...188]))),
        ]
        let stream = MemoryStream()
        let manifest = try await Self.run(scenario, to: stream)
        let held = try await stream.topics().map { Int($0.partitions[0].nextOffset) }
        #expect(held.count == 2 && held.allSatisfy { $0 > 300 } && held.reduce(0, +) == manifest.counts["sent"])
    }

    @Test func `packets of a burst leave as it says, and a run begins at its time of day`() async throws {
        try await inScratchFolder { folder in
            var scenario = Self.scenario()
            scenario.survey.startNight = ObservingNight(mjd: 61_211)
            scenario.survey.burst = AlertBurst(afterSeconds: 10, lastsSeconds: 30, shape: .even)
            scenario.span.beginSecondsUtc = 86_340
            scenario.span.pace = 5000
            _ = try await Self.run(scenario, output: folder)
            let rows = try Self.rows(folder).filter { $0.visitNumber == 1 }
            let due = rows.map(\.dueMs)
            #expect(due == due.sorted())
            // 30 s at 5,000 times their pace.
            #expect(abs(Double(try #require(due.last) - due[0]) - 6) <= 1.5)
            let visit = try NightSimulator(Self.night(61_211)).visits.first {
                TimeScale.mjdUtc(fromMjdTai: $0.startMjdTai) >= 61_212 - 60 / 86_400
            }
            #expect(rows.first?.visit == visit?.id)
        }
    }

    private static func night(_ mjd: Int) -> NightPlan {
        var plan = NightPlan(night: ObservingNight(mjd: mjd))
        (plan.seed, plan.historyNights) = (scenario().seed, scenario().survey.historyNights)
        return plan
    }

    @Test func `alerts a visit are made up or thinned to what is wanted`() async throws {
        for wanted in [300, 4000] {
            var scenario = Self.scenario()
            scenario.survey.alertsPerVisit = wanted
            let manifest = try await Self.run(scenario)
            let count = try #require(manifest.counts["issued"])
            #expect(count == 2 * wanted)
        }
    }

    @Test func `an outage holds packets back until its end, in their order`() async throws {
        try await inScratchFolder { folder in
            var scenario = Self.scenario([
                FaultSetting(.outage(loses: false), scope: FaultScope(fromSeconds: 60, untilSeconds: 400))
            ])
            scenario.span.pace = 400
            _ = try await Self.run(scenario, output: folder)
            let rows = try Self.rows(folder)
            let start = try #require(rows.map(\.issuedMs).min())
            for row in rows { #expect(try #require(row.sentMs) - start > 700) }
            #expect(rows.allSatisfy { $0.dueMs > $0.issuedMs } && rows.count > 1000)
            #expect(rows.map(\.visitNumber) == rows.map(\.visitNumber).sorted())
        }
    }

    @Test func `a transport that fails ends the run with its error`() async throws {
        let scenario = Self.scenario()
        var options = RunOptions()
        options.transports = TransportMaker(folder: "") { _ in throw SimulatorError("nobody is there") }
        await #expect(throws: SimulatorError.self) { try await SimulationRun(scenario, options: options).run() }
    }

    @Test func `a run that is cancelled leaves a ledger of what was sent`() async throws {
        try await inScratchFolder { folder in
            var scenario = Self.scenario()
            scenario.span = SpanSetting(visits: 1000, pace: 200)
            let (stream, toRun) = (MemoryStream(), scenario)
            let run = Task { try await Self.run(toRun, to: stream, output: folder) }
            while try await stream.topics().first?.partitions.contains(where: { $0.nextOffset > 0 }) != true {
                try await Task.sleep(for: .milliseconds(5))
            }
            run.cancel()
            await #expect(throws: CancellationError.self) { try await run.value }
            let held = try await stream.topics()[0].partitions.reduce(0) { $0 + Int($1.nextOffset) }
            #expect(try Self.rows(folder).count == held && held > 0)
            let path = folder + "/" + SimulationRun.manifestName
            let manifest = try Manifest(json: try String(contentsOfFile: path, encoding: .utf8))
            #expect(manifest.ending == "broken off" && manifest.counts["sent"] == held)
        }
    }

    private static let opsim =
        (ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data")
        + "/survey-visits"

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: opsim), "the opsim samples are not here"),
        arguments: [
            ("opsim_2026_100_visits_full_schema.db", 100), ("opsim_baseline_v2.0_10k_visits.db", 10_000),
            ("lsstcam_science_validation_4045_visits.db", 4045),
        ])
    func `opsim databases of every layout are read whole`(name: String, count: Int) throws {
        let database = try OpsimDatabase(path: Self.opsim + "/" + name)
        let first = try #require(ObservingNight(mjdTai: database.mjd.lowerBound))
        let visits = try database.visits(
            mjdTai: database.mjd.lowerBound - 1..<database.mjd.upperBound + 1, firstNight: first)
        #expect(visits.count == count)
        #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.startMjdTai <= $1.startMjdTai })
        #expect(visits.allSatisfy { (18.0...28).contains($0.fiveSigmaDepth) && $0.airmass < 4 })
    }

    @Test func `a file that is no opsim database is an error that names it`() throws {
        try inScratch { folder in
            let path = folder + "/no.db"
            try Data("no database".utf8).write(to: URL(filePath: path))
            let error = #expect(throws: SimulatorError.self) { try OpsimDatabase(path: path) }
            #expect(error?.description.contains(path) == true)
        }
    }
}

@Suite struct PendingSendTests {
    private static func send(_ due: Double, _ sequence: Int) -> PendingSend {
        let packet = visitPackets(1)[0]
        let send = ScheduledSend(
            packetIndex: 0, copy: 0, dueSeconds: due, bytes: Bytes([UInt8(sequence % 251), 1, 2, 3]), partition: nil,
            clockOffsetSeconds: 0, faults: [], isCorrupt: false)
        return PendingSend(
            send: send, row: LedgerRow(packet, send, visitNumber: 1, startMs: 0, sentMs: nil), issuedSeconds: due,
            sequence: sequence)
    }

    @Test(arguments: [1 << 20, 40]) func `copies come back by time and then by number, from memory or disk`(
        mostBytes: Int
    ) throws {
        var pending = PendingSends(mostBytes: mostBytes)
        var draws = Draws(seed: 8)
        let dues = (0..<200).map { _ in (draws.uniform() * 20).rounded() }
        for (sequence, due) in dues.enumerated() { try pending.put(Self.send(due, sequence)) }
        #expect(pending.bytes <= max(mostBytes, 44) && pending.count == 200)
        var taken: [(Double, Int)] = []
        while let next = try pending.take(dueBy: 11) {
            #expect(next.send.bytes == Bytes([UInt8(next.sequence % 251), 1, 2, 3]))
            taken.append((next.send.dueSeconds, next.sequence))
        }
        let wanted = dues.enumerated().filter { $0.element <= 11 }.map { ($0.element, $0.offset) }.sorted { $0 < $1 }
        #expect(taken.map(\.1) == wanted.map(\.1) && pending.count == 200 - wanted.count)
        while try pending.take(dueBy: .infinity) != nil {}
        #expect(pending.count == 0 && pending.bytes == 0)
    }
}

private func inScratch(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/tocsin-run-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
}

private func inScratchFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/tocsin-run-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}
