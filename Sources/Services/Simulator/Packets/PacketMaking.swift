/// Makes one survey's packets of alerts.
protocol PacketMaking: Sendable {
    /// What makes the packets of a visit's alerts, on any thread; nil where the survey issues none in the visit's band.
    func maker(
        visit index: Int, dueSeconds: Double
    ) -> (@Sendable (AlertTruth) throws(SimulatorError) -> IssuedPacket)?
}

extension PacketMaker: PacketMaking {
    func maker(
        visit index: Int, dueSeconds: Double
    ) -> (@Sendable (AlertTruth) throws(SimulatorError) -> IssuedPacket)? {
        let (visit, stamps) = (season.visits[index], stamps(visit: index))
        return { (alert) throws(SimulatorError) in try packet(alert, visit, dueSeconds: dueSeconds, stamps) }
    }
}
