import Bytes
import SkyMath
import Testing

@testable import Simulator

@Suite struct PacketPiecesTests {
    private static let night = Result { () throws(SimulatorError) in
        var plan = NightPlan(night: ObservingNight(mjd: 61_200))
        (plan.seed, plan.historyNights, plan.faintest) = (5, 5, 17)
        plan.populations.remove(.solarSystem)
        plan.hasStamps = false
        return try NightSimulator(plan)
    }

    @Test(arguments: [1, 50, 100_000]) func `pieces are the packets of each visit in turn`(size: Int) async throws {
        let simulator = try Self.night.get()
        var (made, ends) = ([[IssuedPacket]](repeating: [], count: 2), [Int]())
        for try await piece in simulator.pieces(ofVisits: 0..<2, size: size, lookAhead: 3) {
            #expect(piece.packets.count <= size)
            made[piece.visit] += piece.packets
            if piece.isLast { ends.append(piece.visit) }
        }
        #expect(ends == [0, 1])
        for visit in 0..<2 {
            #expect(made[visit].map(\.bytes) == (try simulator.packets(ofVisit: visit).map(\.bytes)))
        }
    }

    @Test func `visits that the night does not have give no pieces`() async throws {
        let simulator = try Self.night.get()
        let count = simulator.visits.count
        for try await piece in simulator.pieces(ofVisits: count..<count + 5) {
            Issue.record("a piece of visit \(piece.visit)")
        }
    }

    @Test func `a cancelled task gets no more pieces`() async throws {
        let simulator = try Self.night.get()
        let task = Task {
            var iterator = simulator.pieces(size: 1).makeAsyncIterator()
            while try await iterator.next() != nil {}
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
