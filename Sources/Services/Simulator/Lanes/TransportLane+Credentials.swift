internal import Transports

/// The credentials of a lane's transport, which faults let expire.
struct LaneCredentials {
    /// Nil where the transport has none.
    let holder: (any CredentialedTransport)?
    var areExpired = false
    /// Up to where in the survey's time they are what they should be.
    var passed = -Double.infinity
    /// Copies that were taken although the credentials had expired.
    var taken: [PendingSend.Key: SentPacket] = [:]

    /// The last moment before credentials expire or are renewed.
    func nextEdge(after due: Double, _ faults: RunFaults) -> Double {
        guard holder != nil else { return .infinity }
        return faults.plan().credentialEdges.first { $0 > due }?.nextDown ?? .infinity
    }

    init(_ transport: (any PacketTransport)?) { holder = transport as? any CredentialedTransport }
}

extension TransportLane {
    /// Lets credentials expire, and be accepted again, at their times up to `due`; waits for each.
    mutating func passEdges(until due: Double, visitNumber: Int) async throws {
        guard credentials.holder != nil else { return }
        let plan = faults.plan()
        for edge in plan.credentialEdges where edge > credentials.passed && edge < due {
            try await clock.wait(until: edge)
            await setCredentials(areExpired: plan.areCredentialsExpired(at: edge, visitNumber: visitNumber))
        }
        credentials.passed = due
        let areExpired = plan.areCredentialsExpired(at: due, visitNumber: visitNumber)
        guard areExpired != credentials.areExpired else { return }
        try await clock.wait(until: due)
        await setCredentials(areExpired: areExpired)
    }

    private mutating func setCredentials(areExpired: Bool) async {
        guard areExpired != credentials.areExpired else { return }
        credentials.areExpired = areExpired
        time.reach(credentials.passed)
        await credentials.holder?.setCredentials(areExpired: areExpired)
    }

    /// Tries copies before their time with credentials that have expired.
    mutating func offer(_ sends: [PendingSend]) async throws {
        guard let holder = credentials.holder else { return }
        let sends = sends.filter { credentials.taken[$0.key] == nil }
        guard !sends.isEmpty else { return }
        let answers = try await holder.offer(outgoing(sends))
        for (send, answer) in zip(sends, answers) {
            if let answer { credentials.taken[send.key] = answer }
        }
        counters.refusedAttempts(answers.count { $0 == nil }, lane: index)
    }
}
