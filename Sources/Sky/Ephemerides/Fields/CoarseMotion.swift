#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Moves many bodies to one time at little cost: motion about the Sun, with kicks by the planets in between.
///
/// The map of Wisdom and Holman 1991 (doi:10.1086/115978) in heliocentric coordinates, with places of the planets that
/// all bodies share. Good to some arcseconds over years for what stays away from the planets; what comes close to one
/// is told to be `rough`. Complexity: O(span / 4 days) to make, O(steps) for each body, about 0.5 microseconds a step.
public struct CoarseMotion: Sendable {
    /// Days between the places of planets; a body outside of the orbit of Mars takes `slowSteps` of them at once.
    static let step = 4.0
    static let slowSteps = 4
    /// Perihelia below which bodies take every step, au.
    static let innerAu = 1.7

    /// MJD TDB.
    public let mjdTdb: Double
    private let system: SolarSystem
    private let firstStep: Int
    /// Heliocentric places of the planets and the Moon, a row for each step.
    private let planets: [[Vector3]]

    /// - Parameter span: MJD TDB, of the times at which bodies' states are known.
    /// - Errors: `.outsideSpan` where `system` does not cover it.
    public init(toMjdTdb mjdTdb: Double, from span: ClosedRange<Double>, in system: SolarSystem) throws(EphemerisError)
    {
        self.mjdTdb = mjdTdb
        self.system = system
        firstStep = min(Int(((span.lowerBound - mjdTdb) / Self.step).rounded(.up)), 0)
        let last = max(Int(((span.upperBound - mjdTdb) / Self.step).rounded(.down)), 0)
        var planets: [[Vector3]] = []
        for number in firstStep...last {
            planets.append(try Self.heliocentric(system, mjdTdb + Double(number) * Self.step))
        }
        self.planets = planets
    }

    private static func heliocentric(_ system: SolarSystem, _ mjdTdb: Double) throws(EphemerisError) -> [Vector3] {
        let places = try system.positions(mjdTdb: mjdTdb)
        return places.dropFirst().map { $0 - places[0] }
    }

    /// A heliocentric state moved to the time; nil for a state outside of the span, and for what falls into the Sun.
    public func moved(_ state: StateVector) -> CoarseState? {
        let steps = (state.mjdTdb - mjdTdb) / Self.step
        guard steps.isFinite, steps > Double(firstStep) - 1, steps < Double(firstStep + planets.count),
            let places = try? Self.heliocentric(system, state.mjdTdb)
        else { return nil }
        let stride = Self.isInner(state) ? 1 : Self.slowSteps
        var walk = Walk(r: state.position, v: state.velocity)
        var (time, ahead) = (state.mjdTdb, places)
        // From the state's time to the grid, then along it towards the end.
        var next = Self.towardsZero(steps, stride)
        while true {
            let days = mjdTdb + Double(next) * Self.step - time
            walk.kick(days / 2, ahead)
            guard walk.drift(days) else { return nil }
            ahead = planets[next - firstStep]
            walk.kick(days / 2, ahead)
            time += days
            if next == 0 { break }
            next += next > 0 ? -min(stride, next) : min(stride, -next)
        }
        return CoarseState(
            state: StateVector(position: walk.r, velocity: walk.v, mjdTdb: mjdTdb), isRough: walk.isRough)
    }

    /// The step of the grid that comes first on the way to step 0: a multiple of `stride`.
    private static func towardsZero(_ steps: Double, _ stride: Int) -> Int {
        Int((steps / Double(stride)).rounded(.towardZero)) * stride
    }

    private static func isInner(_ state: StateVector) -> Bool {
        let square = state.angularMomentum.squaredLength / Gravity.sun
        let e = max(1 + 2 * state.energy * square / Gravity.sun, 0).squareRoot()
        return !(square / (1 + e) > innerAu)
    }
}

/// Where a body is, about.
public struct CoarseState: Sendable, Hashable {
    /// Heliocentric.
    public var state: StateVector
    /// It came so close to a planet that the state may be far off: integrate it.
    public var isRough: Bool

    /// `state` is heliocentric.
    public init(state: StateVector, isRough: Bool) {
        self.state = state
        self.isRough = isRough
    }
}

private struct Walk {
    var r: Vector3
    var v: Vector3
    var isRough = false

    /// Within so many au of a planet the steps are too long: about three times the radius of its sphere of influence, and
    /// no less than an inner planet and a body pass by each other in a step.
    private static let near = [0.05, 0.12, 0.12, 0.12, 0.12, 1.2, 1.3, 1.4, 2.3]

    mutating func kick(_ days: Double, _ planets: [Vector3]) {
        guard days != 0 else { return }
        var pull = Vector3.zero
        for (number, place) in planets.enumerated() {
            let gm = Body.gms[number + 1]
            let line = r - place
            let (square, fromSun) = (line.squaredLength, place.squaredLength)
            if square < Self.near[number] * Self.near[number] { isRough = true }
            pull += line * (-gm / (square * square.squareRoot())) - place * (gm / (fromSun * fromSun.squareRoot()))
        }
        v += pull * days
    }

    /// False where numbers overflow.
    mutating func drift(_ days: Double) -> Bool {
        guard days != 0 else { return true }
        guard let (place, velocity) = UniversalKepler.advance(r, v, days: days) else { return false }
        (r, v) = (place, velocity)
        return true
    }
}
