import Dispatch
import SkyMath
import Synchronization

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

extension Array where Element: Sendable {
    /// The results of `body` in the elements' order, made on all processors, `piece` elements at a time.
    func concurrentMap<Result: Sendable>(
        piece: Int = 32, _ body: @Sendable (Element) throws(SimulatorError) -> Result
    ) throws(SimulatorError) -> [Result] {
        let made = Mutex<[Int: Swift.Result<[Result], SimulatorError>]>([:])
        DispatchQueue.concurrentPerform(iterations: (count + piece - 1) / piece) { number in
            let part = self[(number * piece)..<Swift.min((number + 1) * piece, count)]
            let result = Swift.Result { () throws(SimulatorError) in
                var results: [Result] = []
                for element in part { results.append(try body(element)) }
                return results
            }
            made.withLock { $0[number] = result }
        }
        let parts = made.withLock { $0 }
        var results: [Result] = []
        for number in parts.keys.sorted() { results += try parts[number]?.get() ?? [] }
        return results
    }
}
