import AlertStreams
import Bytes
import Foundation
import Testing

@testable import Simulator

@Suite struct RunClockTests {
    @Test func `what passes before the run begins does not count`() async throws {
        let clock = RunClock(pace: 100)
        try await Task.sleep(for: .milliseconds(300))
        let before = WallClock.milliseconds()
        clock.begin()
        #expect(clock.startMs >= before && clock.milliseconds(0) == clock.startMs)
        #expect(clock.milliseconds(50) == clock.startMs + 500)
        let start = ContinuousClock.now
        try await clock.wait(until: 10)
        #expect(start.duration(to: .now) > .milliseconds(80), "a tenth of a second at a hundred times real time")
    }

    @Test func `a run that was paused before it began is paused when it begins`() async throws {
        let clock = RunClock(pace: 100)
        clock.pause()
        clock.begin()
        #expect(clock.isPaused)
        try await Task.sleep(for: .milliseconds(200))
        clock.resume()
        #expect(!clock.isPaused && clock.milliseconds(0) >= clock.startMs + 190)
    }
}

@Suite struct RunLedgerTests {
    private func start(of path: String) throws -> Int64 {
        try LedgerReader(Bytes([UInt8](Data(contentsOf: URL(filePath: path))))).startMs
    }

    @Test func `the ledger says when the run began, not when it began to wait`() throws {
        let path = FileManager.default.temporaryDirectory.path + "/tocsin-begin-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let ledger = try RunLedger(path: path, scenario: Scenario(name: "x"), labels: ["0 drop"], startMs: 1000)
        #expect(try start(of: path) == 1000)
        try ledger.begin(startMs: 61_000)
        #expect(try start(of: path) == 61_000)
        let packets = visitPackets(3)
        try ledger.add(packets.map { LedgerRow($0, withheldBy: [], visitNumber: 1, startMs: 61_000) })
        try ledger.begin(startMs: 99_000)
        try ledger.close(isWhole: true)
        var reader = try LedgerReader(Bytes([UInt8](Data(contentsOf: URL(filePath: path)))))
        #expect(reader.startMs == 61_000, "a run with rows has begun")
        #expect(reader.next()?.count == 3)
    }
}
