import AlertStreams
import AlertTesting
import Bytes
import Foundation
import Synchronization
import Testing

@testable import Distribution

@Suite struct ReplayCancellationTests {
    private static let count = 12

    @Test(arguments: 0..<(count - 1))
    func `a replay cancelled while it waits leaves whole packets, and resuming sends the rest`(nap: Int) async throws {
        let fixture = try await ReplayFixture.with(partitions: 3)
        let packets = try fixture.writePackets(Self.count)
        let cancelling = Cancelling()
        let clock = SteppingClock(onNap: { if $0 == nap { cancelling.cancel() } }, held: { 0 })
        let plan = ReplayPlan(name: "night", pace: .rate(4))
        let replay = Replay(paths: [fixture.path()], plan: plan, clock: clock)
        await #expect(throws: CancellationError.self) { try await cancelling.run(replay, on: fixture) }
        #expect(try await fixture.values() == Array(packets.prefix(nap + 1)))
        try await Self.expectRest(of: packets, sent: nap + 1, on: fixture)
    }

    @Test(arguments: 1...5)
    func `a replay cancelled between batches stops before the next one`(batches: Int) async throws {
        let fixture = try await ReplayFixture.with(partitions: 2)
        let packets = try fixture.writePackets(Self.count)
        let cancelling = Cancelling()
        var replay = fixture.make { $0.batchSize = 2 }
        replay.onProgress = { if $0.sent == 2 * batches { cancelling.cancel() } }
        await #expect(throws: CancellationError.self) { try await cancelling.run(replay, on: fixture) }
        #expect(try await fixture.values() == Array(packets.prefix(2 * batches)))
        try await Self.expectRest(of: packets, sent: 2 * batches, on: fixture)
    }

    @Test func `a replay of many loops stops when it is cancelled, and its last word is what was sent`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 2)
        try fixture.writePackets(3)
        let cancelling = Cancelling()
        let heard = Mutex<ReplayProgress?>(nil)
        var replay = fixture.make(loops: 100) { $0.batchSize = 4 }
        replay.onProgress = { progress in
            heard.withLock { $0 = progress }
            if progress.sent >= 20 { cancelling.cancel() }
        }
        await #expect(throws: CancellationError.self) { try await cancelling.run(replay, on: fixture) }
        #expect(heard.withLock { $0?.sent } == 20)
        #expect(try await fixture.records().count == 20)
    }

    @Test func `a replay cancelled before it begins sends nothing`() async throws {
        let fixture = try await ReplayFixture.with(partitions: 1)
        let packets = try fixture.writePackets(3)
        let cancelling = Cancelling()
        cancelling.cancel()
        await #expect(throws: CancellationError.self) { try await cancelling.run(fixture.make(), on: fixture) }
        try await Self.expectRest(of: packets, sent: 0, on: fixture)
    }

    /// Resumes, and checks that exactly the rest came, and nothing that was there.
    private static func expectRest(of packets: [Bytes], sent: Int, on fixture: ReplayFixture) async throws {
        let progress = try await fixture.replay { $0.resumes = true }
        #expect(progress.alreadyThere == sent && progress.sent == packets.count - sent)
        #expect(try await fixture.values() == packets)
    }
}

/// Runs a replay in a task that something else may cancel.
private final class Cancelling: Sendable {
    private let state = Mutex<(task: Task<Void, any Error>?, isCancelled: Bool)>((nil, false))

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.task?.cancel()
        }
    }

    func run(_ replay: Replay, on fixture: ReplayFixture) async throws {
        let stream = fixture.stream
        let task = state.withLock { state in
            let task = Task { _ = try await replay.run(to: stream, topic: ReplayFixture.topic) }
            if state.isCancelled { task.cancel() }
            state.task = task
            return task
        }
        try await task.value
    }
}
