import Testing
import Transports

@testable import AlertStreams
@testable import Simulator

private struct NobodyHome: PacketTransport, ReadinessProbe {
    let name: String
    let isReady: @Sendable () -> Bool

    func send(_ packets: [OutgoingPacket]) -> [SentPacket] { packets.map { _ in SentPacket(sentMs: nil) } }
    func close() {}
    func readiness(within limit: Duration) -> Readiness {
        isReady() ? Readiness(.ready, "Somebody.") : Readiness(.notReady, "Nobody reads \(name).")
    }
}

/// The wait before the first visit.
@Suite struct ReadinessGateTests {
    private static func waited(
        _ gates: [(name: String, seconds: Double)], isReady: @escaping @Sendable () -> Bool = { false }
    ) async throws -> Int {
        let begin = ContinuousClock.now
        let gates = gates.map { gate in
            let setting = TransportSetting(kind: .topic, target: gate.name, readyWithinSeconds: gate.seconds)
            return ReadinessGate(setting) { NobodyHome(name: gate.name) { isReady() && ContinuousClock.now > begin } }
        }
        return try await ReadinessGate.opened(gates).count
    }

    @Test func `who comes in the last second is waited for`() async throws {
        let begin = ContinuousClock.now
        #expect(try await Self.waited([("a", 1.6)]) { ContinuousClock.now - begin > .milliseconds(1400) } == 1)
    }

    @Test func `a cluster that answers in the last second is tried once more`() async throws {
        let begin = ContinuousClock.now
        let setting = TransportSetting(kind: .kafka, target: "k", readyWithinSeconds: 1.6)
        let gate = ReadinessGate(setting) {
            guard ContinuousClock.now - begin > .milliseconds(1400) else {
                throw StreamError(.timedOut, "nobody answers")
            }
            return NobodyHome(name: "k") { true }
        }
        #expect(try await ReadinessGate.opened([gate]).count == 1)
    }

    @Test func `all who are not ready are told, each with its reason`() async throws {
        let error = await #expect(throws: SimulatorError.self) {
            try await Self.waited([("a", 0.3), ("b", 0.3), ("c", 3600)])
        }
        let text = "\(try #require(error))"
        #expect(
            text.contains("a: Not ready within 0.3 s. Nobody reads a.") && text.contains("Nobody reads b."), "\(text)")
        #expect(text.contains("c: Not ready. Nobody reads c."), "\(text)")
    }
}
