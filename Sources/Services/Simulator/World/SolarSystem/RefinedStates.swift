import Ephemerides
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// States of a catalogue's bodies at mid-night by integration from their epochs, each worked out when it is first asked for.
final class RefinedStates: Sendable {
    private let catalogue: SmallBodyCatalogue
    private let mjdTdb: Double
    /// Of the coarse places, au; NaN where these are not to be relied on.
    private let sunDistances: [Float]
    private let system: SolarSystem
    /// Nil for a body whose path cannot be integrated.
    private let known = Mutex<[Int: StateVector?]>([:])

    init(_ catalogue: SmallBodyCatalogue, mjdTdb: Double, _ sunDistances: [Float], _ system: SolarSystem) {
        (self.catalogue, self.mjdTdb, self.sunDistances, self.system) = (catalogue, mjdTdb, sunDistances, system)
    }

    /// In the order of `numbers`; nil for what cannot be brighter than `limit` (V), and for what has no path.
    func states(of numbers: [Int], brighterThan limit: Double) -> [StateVector?] {
        let wanted = numbers.filter { canBeSeen($0, limit) }
        let missing = known.withLock { known in wanted.filter { known[$0] == nil } }
        let made = concurrently(missing.count, share: 16) { [self] in integrated(missing[$0]) }
        return known.withLock { known in
            for (number, state) in zip(missing, made) { known.updateValue(state, forKey: number) }
            let seen = Set(wanted)
            return numbers.map { seen.contains($0) ? known[$0] ?? nil : nil }
        }
    }

    /// By the least distance from the Earth that the distance from the Sun allows.
    private func canBeSeen(_ number: Int, _ limit: Double) -> Bool {
        guard let magnitude = catalogue.bodies[number].absoluteMagnitude else { return false }
        let distance = Double(sunDistances[number])
        guard distance > 1.1 else { return true }
        return magnitude + 5 * log10(distance * (distance - 1.05)) < limit + 0.5
    }

    private func integrated(_ number: Int) -> StateVector? {
        try? catalogue.bodies[number].orbit.state().integrated(toMjdTdb: mjdTdb, in: system)
    }
}
