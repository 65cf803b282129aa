internal import Observing

/// The alerts of one visit, found but not yet made: any part of them can be made by itself, on any thread.
struct VisitWork: Sendable {
    private let found: VisitDetections
    private let finder: VisitAlerts
    /// Nil where the survey issues nothing in the visit's band.
    private let maker: PacketMaking.Maker?
    private let order: VisitOrder
    /// Of the visit's first packet.
    private let dueSeconds: Double
    private let burst: AlertBurst

    /// Complexity: O(sources of the field).
    init(
        visit index: Int, order: VisitOrder, finder: VisitAlerts, maker: any PacketMaking, dueSeconds: Double,
        burst: AlertBurst, hasStamps: Bool
    ) throws(SimulatorError) {
        self.maker = maker.maker(visit: index, dueSeconds: dueSeconds)
        found = try finder.detections(
            visit: index, order, stampSide: self.maker == nil || !hasStamps ? nil : maker.stampSide)
        (self.finder, self.order, self.dueSeconds, self.burst) = (finder, order, dueSeconds, burst)
    }

    var count: Int { maker == nil ? 0 : found.detections.count }

    /// The packets of some of the alerts, in their order. Complexity: O(alerts x visits of the year).
    func packets(_ range: Range<Int>) throws(SimulatorError) -> [IssuedPacket] {
        guard let make = maker?() else { return [] }
        var packets: [IssuedPacket] = []
        packets.reserveCapacity(range.count)
        for number in range {
            var alert = finder.alert(of: found.detections[number], in: found)
            let detector = alert.epoch.truePixel.detector
            let due = dueSeconds + burst.seconds(detector: detector, number: number, of: count)
            alert.tellsHistory = order.hasHistory(alert.id, detector, due)
            var packet = try make(alert)
            packet.dueSeconds = due
            packet.issuedMjdTai = packet.midpointMjdTai + (burst.afterSeconds + due - dueSeconds) / 86_400
            packets.append(packet)
        }
        return packets
    }

    /// The alerts cut into runs of at most `size`.
    func ranges(of size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: max(size, 1)).map { $0..<min($0 + max(size, 1), count) }
    }

    /// All packets, in their order, made on all processors.
    func allPackets() throws(SimulatorError) -> [IssuedPacket] {
        let ranges = self.ranges(of: 32)
        let made = concurrently(ranges.count) { number in
            Result { () throws(SimulatorError) in try packets(ranges[number]) }
        }
        var all: [IssuedPacket] = []
        all.reserveCapacity(count)
        for part in made { all += try part.get() }
        return all
    }
}
