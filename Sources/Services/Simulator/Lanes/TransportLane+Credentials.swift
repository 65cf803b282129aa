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

    init(_ transport: (any PacketTransport)?) { holder = transport as? any CredentialedTransport }
}

/// The connections of a lane's transport, which faults cut.
struct LaneConnections {
    /// Nil where there are none.
    let holder: (any ConnectedTransport)?
    var areCut = false
    /// Somebody was there when they were cut.
    var hadSubscribers = false

    /// For who was cut off to connect again, before packets go on.
    static let patience = Duration.seconds(10)

    init(_ transport: (any PacketTransport)?) { holder = transport as? any ConnectedTransport }
}

extension TransportLane {
    /// Lets credentials expire and be accepted again, and connections be cut and taken up again, at their times up to
    /// `due`; waits for each.
    mutating func passEdges(until due: Double, visitNumber: Int) async throws {
        guard credentials.holder != nil || connections.holder != nil else { return }
        let plan = faults.plan(visit: self.visitNumber)
        for edge in edges(plan) where edge > credentials.passed && edge < due {
            try await clock.wait(until: edge)
            credentials.passed = edge
            await setCredentials(areExpired: plan.areCredentialsExpired(at: edge, visitNumber: visitNumber))
            try await setConnections(areCut: plan.areConnectionsCut(at: edge))
        }
        // What is due before the last edge goes as things are after it.
        credentials.passed = max(credentials.passed, due)
        let areExpired = plan.areCredentialsExpired(at: credentials.passed, visitNumber: visitNumber)
        let areCut = plan.areConnectionsCut(at: credentials.passed)
        guard areExpired != credentials.areExpired || areCut != connections.areCut else { return }
        // Nothing is waited for behind the last packet.
        guard due.isFinite else { return }
        try await clock.wait(until: due)
        await setCredentials(areExpired: areExpired)
        try await setConnections(areCut: areCut)
    }

    /// Times at which something of the lane's transport changes, ascending.
    private func edges(_ plan: FaultPlan) -> [Double] {
        let expiry = credentials.holder == nil ? [] : plan.credentialEdges
        let cuts = connections.holder == nil ? [] : plan.connectionEdges
        return cuts.isEmpty ? expiry : (expiry + cuts).sorted()
    }

    /// The last moment before something of the lane's transport changes.
    func nextEdge(after due: Double) -> Double {
        guard credentials.holder != nil || connections.holder != nil else { return .infinity }
        return edges(faults.plan(visit: visitNumber)).first { $0 > due }?.nextDown ?? .infinity
    }

    /// Those who were connected are given some seconds to come again.
    private mutating func setConnections(areCut: Bool) async throws {
        guard areCut != connections.areCut, let holder = connections.holder else { return }
        let probe = transport as? any ReadinessProbe
        connections.areCut = areCut
        if areCut { connections.hadSubscribers = await probe?.readiness(within: .zero).state == .ready }
        await holder.setConnections(areCut: areCut)
        guard !areCut, connections.hadSubscribers else { return }
        _ = try? await probe?.waitUntilReady(setting.target, within: LaneConnections.patience)
        try Task.checkCancellation()
    }

    private mutating func setCredentials(areExpired: Bool) async {
        guard credentials.holder != nil, areExpired != credentials.areExpired else { return }
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
