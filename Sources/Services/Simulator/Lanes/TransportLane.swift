internal import AlertStreams
internal import Transports

/// One way out of a run: chooses packets, lets faults befall them, and sends what is due.
///
/// What is sent and in which order depends on the scenario alone; pace, pauses and the speed of the other side change only when.
struct TransportLane {
    let index: Int
    let setting: TransportSetting
    let transport: any PacketTransport
    let faults: RunFaults
    let clock: RunClock
    let ledger: RunLedger
    let counters: RunCounters
    private let partitions: Int
    /// Packets handed to the transport at once.
    var batch = 64
    private var pending: PendingSends
    private var drain = DrainState()
    /// Of the newest visit that was begun; its faults are those of the time.
    private(set) var visitNumber = 1
    private let events = VOEventPackets()
    private var containers = ContainerPackets()
    /// When the rate limit lets the next packet go.
    private var free = ContinuousClock.now
    private let exposure: FaultExposure
    let time: SurveyTime
    var credentials: LaneCredentials
    var connections: LaneConnections

    init(
        index: Int, setting: TransportSetting, exposure: FaultExposure, transport: any PacketTransport,
        faults: RunFaults, clock: RunClock, time: SurveyTime, ledger: RunLedger, counters: RunCounters, mostBytes: Int
    ) {
        (self.index, self.setting, self.transport, self.faults) = (index, setting, transport, faults)
        (self.clock, self.ledger, self.counters) = (clock, ledger, counters)
        (self.exposure, self.time) = (exposure, time)
        credentials = LaneCredentials(exposure.isDisjoint(with: .credentials) ? nil : transport)
        // A fault that is changed by hand stays of its kind.
        let areCut = faults.settings.contains { $0.kind == .disconnect }
        connections = LaneConnections(areCut && exposure.contains(.connections) ? transport : nil)
        partitions = max(1, setting.partitions ?? 1)
        // Where each packet has an answer of its own, the ledger has it before the next is sent.
        if setting.isAnsweredOneByOne { batch = 1 }
        pending = PendingSends(mostBytes: mostBytes)
    }

    /// Sends all that `queue` brings, until its end.
    mutating func run(_ queue: LaneQueue) async throws {
        do {
            while let piece = await queue.take() {
                try take(piece)
                try await release(dueBy: piece.watermark)
                try await passEdges(until: piece.watermark, visitNumber: piece.visitNumber)
            }
            try await release(dueBy: .infinity)
            try await transport.close()
        } catch {
            await queue.abandon()
            try? await transport.close()
            throw error
        }
    }

    private mutating func take(_ piece: LanePiece) throws {
        let chosen = piece.packets.enumerated().filter { setting.selection.contains($0.element) }
        if piece.isFirst {
            drain = DrainState()
            visitNumber = piece.visitNumber
            faults.willSend(visit: visitNumber)
            time.begin(visit: piece.visitNumber, dueSeconds: piece.packets.first?.dueSeconds ?? piece.watermark)
        }
        let packets = try chosen.map { try shaped($0.element) }
        let schedule = faults.plan(
            visit: piece.visitNumber, partitions: partitions, exposure: exposure
        ).apply(
            to: packets, visitNumber: piece.visitNumber, shared: piece.request.faults, drain: &drain,
            partitionOf: \.detector)
        try ledger.add(
            schedule.withheld.map { withheld in
                var row = LedgerRow(
                    packets[withheld.packetIndex], withheldBy: withheld.faults, visitNumber: piece.visitNumber,
                    transport: index, startMs: clock.startMs)
                row.issuedMs = clock.milliseconds(packets[withheld.packetIndex].dueSeconds)
                row.dueMs = row.issuedMs
                return row
            })
        counters.withheld(schedule.withheld.count)
        for (isAttempt, send) in schedule.attempts.map({ (true, $0) }) + schedule.sends.map({ (false, $0) }) {
            let row = LedgerRow(
                packets[send.packetIndex], send, visitNumber: piece.visitNumber, transport: index,
                startMs: clock.startMs, sentMs: nil)
            let sequence = piece.sequence + chosen[send.packetIndex].offset
            try pending.put(
                PendingSend(
                    send: send, row: row, issuedSeconds: packets[send.packetIndex].dueSeconds, sequence: sequence,
                    isAttempt: isAttempt))
        }
        counters.waiting(pending.count, lane: index)
    }

    /// The packet as this transport has it.
    private mutating func shaped(_ packet: IssuedPacket) throws -> IssuedPacket {
        switch setting.kind {
        case .voevent: try events.event(of: packet)
        case .files, .tar: setting.framing == .container ? try containers.file(of: packet) : packet
        default: packet
        }
    }

    private mutating func release(dueBy watermark: Double) async throws {
        while let due = pending.nextDue, due <= watermark {
            try await passEdges(until: due, visitNumber: Int(pending.next?.row.visitNumber ?? 0))
            try await clock.wait(until: due)
            try await keepRate()
            // What is due within a hundredth of a second goes together.
            let together = min(watermark, clock.pace.map { due + 0.01 * $0 } ?? watermark)
            let until = min(together, nextEdge(after: due))
            let isAttempt = pending.next?.isAttempt ?? false
            var sends: [PendingSend] = []
            while sends.count < most, pending.next?.isAttempt == isAttempt, let send = try pending.take(dueBy: until) {
                sends.append(send)
            }
            if let rate = setting.ratePerSecond { free += .seconds(Double(sends.count) / rate) }
            time.reach(due)
            if isAttempt { try await offer(sends) } else { try await send(sends) }
        }
    }

    /// Packets that may be sent at once: with a limit of the rate no more than a tenth of a second brings.
    private var most: Int { setting.ratePerSecond.map { min(batch, max(1, Int($0 / 10))) } ?? batch }

    private mutating func keepRate() async throws {
        guard setting.ratePerSecond != nil else { return }
        free = max(free, .now - .milliseconds(100))
        try await ContinuousClock().sleep(until: free)
    }

    private mutating func send(_ sends: [PendingSend]) async throws {
        // Those that a receiver took although their credentials had expired are not sent again.
        let taken = sends.compactMap { send in
            credentials.taken.removeValue(forKey: send.key).map { (send: send, answer: $0) }
        }
        guard taken.isEmpty else {
            try finish(taken.map(\.send), taken.map(\.answer))
            let known = Set(taken.map(\.send.key))
            return try await send(sends.filter { !known.contains($0.key) })
        }
        guard !sends.isEmpty else { return }
        let sent: [SentPacket]
        do {
            sent = try await transport.send(outgoing(sends))
        } catch let error as TransportError where error.packetFault != nil {
            return try await passOver(error, sends)
        } catch {
            // Some of them may have arrived.
            try? record(sends, sends.map { _ in SentPacket(sentMs: nil) })
            throw error
        }
        try finish(sends, sent)
    }

    private func finish(_ sends: [PendingSend], _ sent: [SentPacket]) throws {
        try record(sends, sent)
        counters.sent(
            sends.count, bytes: sends.reduce(0) { $0 + Int64($1.send.bytes.count) },
            unheard: sent.count { $0.sentMs == nil }, lane: index)
        counters.waiting(pending.count, lane: index)
    }

    /// A packet that cannot be sent, or that the other side does not want, is no reason to end the run: faults make such.
    private mutating func passOver(_ error: TransportError, _ sends: [PendingSend]) async throws {
        guard sends.count == 1, let bytes = sends.first?.send.bytes.count else {
            for send in sends { try await self.send([send]) }
            return
        }
        let isRefused = error.packetFault == .refused
        try record(sends, [SentPacket(sentMs: isRefused ? WallClock.milliseconds() : nil)])
        counters.sent(1, bytes: isRefused ? Int64(bytes) : 0, unheard: isRefused ? 0 : 1, lane: index)
        counters.passedOver(error.description, isRefused: isRefused, lane: index)
    }

    private func record(_ sends: [PendingSend], _ sent: [SentPacket]) throws {
        try ledger.add(
            zip(sends, sent).map { pending, sent in
                var row = pending.row
                (row.sentMs, row.partition, row.offset) = (sent.sentMs, sent.partition, sent.offset)
                row.issuedMs = clock.milliseconds(pending.issuedSeconds)
                row.dueMs = clock.milliseconds(pending.send.dueSeconds)
                // Without a pace a packet is due when it can go.
                if clock.pace == nil, let sentMs = sent.sentMs { (row.issuedMs, row.dueMs) = (sentMs, sentMs) }
                return row
            })
    }

    func outgoing(_ sends: [PendingSend]) -> [OutgoingPacket] {
        let now = WallClock.milliseconds()
        return sends.map { pending in
            OutgoingPacket(
                id: pending.row.alertID, bytes: pending.send.bytes,
                timestampMs: now + Int64((pending.send.clockOffsetSeconds * 1000).rounded()),
                partition: Int32((pending.send.partition ?? Int(pending.row.detector)) % partitions),
                issuedDigest: pending.row.issuedDigest)
        }
    }
}
