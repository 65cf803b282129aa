import Ephemerides
import SkyMath

/// The small bodies of the synthetic sky, and where they stand in a night.
///
/// Orbits hold at MJD 61000 TDB and move about the Sun alone, so that the elements in a packet give the places exactly.
struct SyntheticBodies: Sendable {
    /// Absolute magnitudes (V) up to which bodies of each kind are drawn: what a survey to magnitude 24 sees of them, or
    /// nearly.
    struct Limits: Sendable, Hashable {
        var mainBelt = 18.5
        var nearEarth = 22.0
        var jupiterTrojans = 15.0
        var transneptunian = 8.0

        subscript(kind: PopulationKind) -> Double {
            switch kind {
            case .mainBelt: mainBelt
            case .nearEarth: nearEarth
            case .jupiterTrojans: jupiterTrojans
            case .transneptunian: transneptunian
            }
        }
    }

    let bodies: [SyntheticBody]
    private let night: EphemerisNight
    private let system: SolarSystem

    /// Complexity: O(bodies), about two seconds for a million.
    /// - Parameter span: MJD TAI, of the night.
    init(seed: UInt64, limits: Limits = Limits(), span: ClosedRange<Double>) throws(SimulatorError) {
        let bodies = PopulationKind.allCases.flatMap { kind in
            (0..<SyntheticPopulation.count(kind, brighterThan: limits[kind])).map {
                SyntheticPopulation.object(kind, $0, seed: seed)
            }
        }
        self.bodies = bodies
        do throws(EphemerisError) {
            let epoch = SyntheticPopulation.epochMjdTdb
            system = try SolarSystem(span: min(epoch, span.lowerBound) - 60...max(epoch, span.upperBound) + 60)
            night = try EphemerisSet(bodies.map(\.orbit)).night(span, at: .rubin, in: system)
        } catch {
            throw SimulatorError("places of small bodies cannot be worked out: \(error)")
        }
    }

    /// Ascending by number.
    func members(
        within radius: Double, of centre: SkyPosition, mjdTai: Double, brighterThan limit: Double
    ) throws(EphemerisError) -> [MovingBody] {
        let observer = try Observer(.rubin, mjdTai: mjdTai, in: system)
        return try night.members(within: radius, of: centre, mjdTai: mjdTai).compactMap { member in
            let body = bodies[member.index]
            return MovingBody(.synthetic(body), member.ephemeris, brighterThan: limit)?
                .moving(try? body.orbit.state(), seenBy: observer)
        }
    }
}
