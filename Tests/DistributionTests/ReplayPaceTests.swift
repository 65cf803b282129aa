import AlertModel
import AlertStreams
import AlertTesting
import Foundation
import Synchronization
import Testing

@testable import Distribution

@Suite struct ReplayPaceTests {
    @Test(arguments: [0.5, 10, 250])
    func `at a rate each packet waits for its turn, and all before it are on the topic then`(rate: Double) async throws
    {
        let (fixture, clock) = try await Self.fixture(packets: 6)
        try await Self.run(fixture, clock, .rate(rate))
        #expect(clock.naps.count == 5)
        for (index, nap) in clock.naps.enumerated() {
            #expect(abs(nap.until / .seconds(1) - Double(index + 1) / rate) < 1e-9)
            #expect(nap.held == index + 1)
        }
        #expect(try await fixture.records().count == 6)
    }

    @Test func `a replay that fell behind catches up without waiting, in batches`() async throws {
        let (fixture, clock) = try await Self.fixture(packets: 10)
        clock.oversleep(nap: 0, by: .milliseconds(450))
        try await Self.run(fixture, clock, .rate(10))
        let expected = [1, 6, 7, 8, 9].map { Double($0) / 10 }
        #expect(clock.naps.count == expected.count)
        for (nap, seconds) in zip(clock.naps, expected) { #expect(abs(nap.until / .seconds(1) - seconds) < 1e-9) }
        #expect(clock.naps.map(\.held) == [1, 6, 7, 8, 9])
    }

    @Test(arguments: [1.0, 60, 86_400])
    func `at a speed packets come as they were observed`(speed: Double) async throws {
        let (fixture, clock) = try await Self.fixture(packets: 8)
        try await Self.run(fixture, clock, .speed(speed))
        let times = try await Self.times(fixture)
        let due = times.map { max(0, ($0 - times[0]) * 86_400 / speed) }
        try Self.expect(clock.naps, toFollow: due)
    }

    @Test func `at a speed a further loop comes as much later as its times are`() async throws {
        let (fixture, clock) = try await Self.fixture(packets: 3)
        try await Self.run(fixture, clock, .speed(1000), loops: 2)
        let times = try await Self.times(fixture)
        #expect(times.count == 6 && times[3] > times[0] + 0.9)
        try Self.expect(clock.naps, toFollow: times.map { max(0, ($0 - times[0]) * 86.4) })
        #expect(try #require(clock.naps.last).until > .seconds(80))
    }

    @Test func `without a pace nothing waits`() async throws {
        let (fixture, clock) = try await Self.fixture(packets: 6)
        try await Self.run(fixture, clock, .unlimited)
        #expect(clock.naps.isEmpty)
    }

    @Test func `the time a replay took is its clock's`() async throws {
        let (fixture, clock) = try await Self.fixture(packets: 5)
        let progress = try await Self.run(fixture, clock, .rate(2))
        #expect(progress.elapsed == .seconds(2))
        #expect(progress.rate == 2.5)
    }

    @Test(
        arguments: [
            .rate(1e-300), .rate(.infinity), .rate(.nan), .rate(0), .rate(-1), .speed(1e-300), .speed(.infinity),
            .speed(.nan), .speed(0), .speed(-1),
        ] as [ReplayPace])
    func `no pace, however absurd, ends the program or loses a packet`(pace: ReplayPace) async throws {
        let (fixture, clock) = try await Self.fixture(packets: 4)
        #expect(try await Self.run(fixture, clock, pace).sent == 4)
    }

    @Test func `a packet whose time is no number is due at once`() {
        var pacer = Pacer(.speed(1))
        #expect(pacer.due(mjdTai: .nan) == nil)
        #expect(pacer.due(mjdTai: 60_000) == .zero)
        #expect(pacer.due(mjdTai: .infinity) == nil)
        #expect(pacer.due(mjdTai: 60_000.5) == .seconds(43_200))
        #expect(pacer.due(mjdTai: 59_999) == .zero)
    }

    /// Packets that are not due before the newest one do not wait.
    private static func expect(_ naps: [SteppingClock.Nap], toFollow due: [Double]) throws {
        var now = 0.0
        var expected: [Double] = []
        for seconds in due where seconds > now {
            expected.append(seconds)
            now = seconds
        }
        #expect(naps.count == expected.count && !expected.isEmpty)
        for (nap, seconds) in zip(naps, expected) { #expect(abs(nap.until / .seconds(1) - seconds) < 1e-3) }
    }

    private static func fixture(packets: Int) async throws -> (ReplayFixture, SteppingClock) {
        let fixture = try await ReplayFixture.with(partitions: 1)
        try fixture.writePackets(packets)
        let clock = SteppingClock { try await fixture.stream.topics()[0].partitions[0].nextOffset }
        return (fixture, clock)
    }

    @discardableResult
    private static func run(
        _ fixture: ReplayFixture, _ clock: SteppingClock, _ pace: ReplayPace, loops: Int = 1
    ) async throws -> ReplayProgress {
        let plan = ReplayPlan(name: "night", loops: loops, pace: pace)
        let replay = Replay(paths: [fixture.path()], plan: plan, clock: clock)
        return try await replay.run(to: fixture.stream, topic: ReplayFixture.topic)
    }

    private static func times(_ fixture: ReplayFixture) async throws -> [Double] {
        let decoder = AlertDecoder(schemas: SchemaDirectory())
        return try await fixture.values().flatMap { try decoder.decode($0) }.map(\.source.midpointMjdTai)
    }
}
