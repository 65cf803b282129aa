import AlertStreams
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
