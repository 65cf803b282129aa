import Observing

/// Pixels of the side of the stamps of what was measured so.
typealias StampSide = @Sendable (SourceMeasurement) -> Int

/// Makes one survey's packets of alerts.
protocol PacketMaking: Sendable {
    /// Gives each task what makes its packets, with memory of its own.
    typealias Maker = @Sendable () -> (AlertTruth) throws(SimulatorError) -> IssuedPacket

    /// What makes the packets of a visit's alerts; nil where the survey issues none in the visit's band.
    func maker(visit index: Int, dueSeconds: Double) -> Maker?
    /// Pixels of a stamp's side.
    var stampSide: StampSide { get }
}

extension PacketMaker: PacketMaking {
    var stampSide: StampSide { AlertStamps.side }

    func maker(visit index: Int, dueSeconds: Double) -> Maker? {
        let (visit, stamps) = (season.visits[index], stamps(visit: index))
        return {
            let rows = self.rows()
            return { (alert) throws(SimulatorError) in
                try packet(alert, visit, dueSeconds: dueSeconds, stamps, rows)
            }
        }
    }
}
