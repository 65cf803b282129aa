internal import AlertStreams
internal import Transports

/// Opens one transport and, where its setting wants it, waits until somebody is there.
struct ReadinessGate {
    /// Nobody is there.
    private struct NotReady: Error {
        /// As it is told where nobody else is waited for.
        var error: any Error
    }

    private let setting: TransportSetting
    private let open: @Sendable () async throws -> any PacketTransport
    private let deadline: ContinuousClock.Instant?

    /// The wait begins now.
    init(_ setting: TransportSetting, _ open: @escaping @Sendable () async throws -> any PacketTransport) {
        (self.setting, self.open) = (setting, open)
        deadline = setting.readyWithinSeconds.map { ContinuousClock.now + .seconds($0) }
    }

    /// All at the same time, in their order.
    ///
    /// - Throws: the first failure, after all that were opened are closed again.
    static func opened(_ gates: [ReadinessGate]) async throws -> [any PacketTransport] {
        try await withThrowingTaskGroup(of: (Int, Result<any PacketTransport, any Error>).self) { group in
            for (index, gate) in gates.enumerated() { group.addTask { (index, await gate.result()) } }
            var made: [Int: any PacketTransport] = [:]
            var failures: [(index: Int, error: any Error)] = []
            for try await (index, result) in group {
                switch result {
                case .success(let transport): made[index] = transport
                case .failure(let error):
                    failures.append((index, error))
                    group.cancelAll()
                }
            }
            guard let first = failures.first?.error else { return gates.indices.compactMap { made[$0] } }
            for transport in made.values { try? await transport.close() }
            try Task.checkCancellation()
            throw error(first, of: failures.sorted { $0.index < $1.index }.map(\.error))
        }
    }

    private func result() async -> Result<any PacketTransport, any Error> {
        do { return .success(try await opened()) } catch { return .failure(error) }
    }

    /// What to tell of several failures; all those of one kind, if it is that nobody is there.
    private static func error(_ first: any Error, of all: [any Error]) -> any Error {
        guard let only = first as? NotReady else { return first }
        let others = all.compactMap { ($0 as? NotReady)?.error }
        return others.count == 1 ? only.error : SimulatorError(others.map { "\($0)" }.joined(separator: " "))
    }

    private func opened() async throws -> any PacketTransport {
        guard let deadline else { return try await open() }
        let transport = try await opened(by: deadline)
        guard let probe = transport as? any ReadinessProbe else { return transport }
        do {
            try await wait(for: probe, until: deadline)
            return transport
        } catch {
            try? await transport.close()
            throw error
        }
    }

    private func wait(for probe: any ReadinessProbe, until deadline: ContinuousClock.Instant) async throws {
        do {
            _ = try await probe.waitUntilReady(
                setting.target, within: max(.zero, deadline - .now),
                stated: setting.readyWithinSeconds.map(Duration.seconds))
        } catch is CancellationError {
            // Another transport ends the wait: this one's state is told with it.
            let answer = await Task { await probe.readiness(within: .milliseconds(500)) }.value
            throw answer.state == .notReady ? notReady(answer.reason) : CancellationError()
        } catch let error as TransportError where error.isTransient {
            throw NotReady(error: error)
        }
    }

    /// Opens it; again every second, and once more at the deadline, where a cluster does not answer. One that refuses us is
    /// not asked again: many lock out who does.
    private func opened(by deadline: ContinuousClock.Instant) async throws -> any PacketTransport {
        var (reason, limit) = ("It has not answered yet.", deadline)
        while true {
            do {
                if let transport = try await Attempt(open).value(before: limit) { return transport }
            } catch let error as StreamError where error.isRetryable {
                reason = "\(error)"
            } catch let error as StreamError where error.isAuthentication {
                throw SimulatorError("\(setting.target): Not ready: authentication refused. \(error)")
            } catch is CancellationError { throw notReady(reason) }
            let rest = deadline - ContinuousClock.now
            guard rest > .zero else { throw notReady(reason) }
            do { try await Task.sleep(for: min(.seconds(1), rest)) } catch { throw notReady(reason) }
            // The last try has a second, however little is left.
            limit = max(deadline, .now + .seconds(1))
        }
    }

    /// Of a wait that another transport ended there is no limit to tell.
    private func notReady(_ reason: String) -> NotReady {
        let isOver = deadline.map { $0 - .now < .seconds(1) } ?? true
        let limit = isOver ? setting.readyWithinSeconds.map { " within \(Quantity.text(seconds: $0))" } : nil
        return NotReady(error: SimulatorError("\(setting.target): Not ready\(limit ?? ""). \(reason)"))
    }
}
