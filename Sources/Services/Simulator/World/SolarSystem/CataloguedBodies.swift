import Ephemerides
import SkyMath

/// The small bodies of a catalogue in one night, moved from their epochs to it under the pull of the planets.
///
/// All are moved coarsely once; what comes near a field is then integrated, once a night. A body is where its integrated
/// path puts it, whatever the coarse one said.
struct CataloguedBodies: Sendable {
    /// Degrees by which a coarse place may be wrong, beside the night's own margin.
    private static let margin = 0.05 + EphemerisNight.margin
    /// Bodies of a task.
    private static let share = 2048

    private let catalogue: SmallBodyCatalogue
    private let night: EphemerisNight
    private let states: RefinedStates
    private let system: SolarSystem

    /// Complexity: O(bodies x days from their epochs), shared by all processors: see `CoarseMotion`.
    /// - Parameter span: MJD TAI, of the night.
    /// - Throws: `SimulatorError` for epochs beyond what planets are known for.
    init(_ catalogue: SmallBodyCatalogue, span: ClosedRange<Double>) throws(SimulatorError) {
        self.catalogue = catalogue
        do throws(EphemerisError) {
            let middle = TimeScale.mjdTdb(fromMjdTai: (span.lowerBound + span.upperBound) / 2)
            let epochs = catalogue.epochs ?? middle...middle
            system = try SolarSystem(
                span: min(epochs.lowerBound, middle) - 60...max(epochs.upperBound, middle) + 60)
            let coarse = Self.moved(
                catalogue.bodies, by: try CoarseMotion(toMjdTdb: middle, from: epochs, in: system))
            night = try EphemerisSet(states: coarse.map(\.state)).night(
                span, at: .rubin, in: system, margin: Self.margin,
                rough: coarse.indices.filter { coarse[$0].isRough })
            states = RefinedStates(
                catalogue, mjdTdb: middle, coarse.map { $0.isRough ? .nan : Float($0.state.position.length) }, system)
        } catch {
            throw SimulatorError("places of the catalogue's small bodies cannot be worked out: \(error)")
        }
    }

    private static func moved(_ bodies: [SmallBody], by motion: CoarseMotion) -> [CoarseState] {
        let nowhere = CoarseState(
            state: StateVector(
                position: Vector3(.nan, .nan, .nan), velocity: Vector3(.nan, .nan, .nan), mjdTdb: motion.mjdTdb),
            isRough: true)
        return concurrently(bodies.count, share: share) { number in
            (try? bodies[number].orbit.state()).flatMap(motion.moved) ?? nowhere
        }
    }

    /// Ascending by number.
    func members(
        within radius: Double, of centre: SkyPosition, mjdTai: Double, brighterThan limit: Double
    ) throws(EphemerisError) -> [MovingBody] {
        let observer = try Observer(.rubin, mjdTai: mjdTai, in: system)
        let members = try night.members(within: radius, of: centre, mjdTai: mjdTai) { numbers in
            states.states(of: numbers, brighterThan: limit)
        }
        let paths = states.states(of: members.map(\.index), brighterThan: limit)
        return zip(members, paths).compactMap { member, path in
            MovingBody(
                .catalogued(catalogue.bodies[member.index], member.index), member.ephemeris, brighterThan: limit)?
                .moving(path, seenBy: observer)
        }
    }
}
