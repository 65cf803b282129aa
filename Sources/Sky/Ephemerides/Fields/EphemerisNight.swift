public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A set of bodies over one night: coarse places binned on the sky, exact ones where a field asks for them.
///
/// The coarse place is a parabola through three directions of the night (light time to first order). A field asks the
/// pixels around it, then the parabolas, then exact two-body motion for those within the margin: the result is that of
/// looking at every body, as long as a parabola is wrong by less than `margin`. Bodies that move more than
/// `fastDegrees` in half the night or are nearer than `nearAu` are all looked at exactly.
public struct EphemerisNight: Sendable {
    static let order = 6
    /// Degrees, of sets that move about the Sun alone.
    public static let margin = 0.02
    static let fastDegrees = 0.5
    static let nearAu = 0.3

    /// Degrees by which a coarse place may be wrong.
    private let margin: Double
    private let set: EphemerisSet
    private let observatory: Observatory
    private let system: SolarSystem
    private let middle: Double
    private let half: Double
    /// Bodies by pixel at mid-night: those of pixel p are `members[starts[p]..<starts[p + 1]]`, ascending.
    private let members: [Int32]
    private let starts: [Int32]
    private let curves: [DirectionCurve]
    private let fast: [Int32]

    /// MJD TAI.
    public var span: ClosedRange<Double> { middle - half...middle + half }

    init(
        _ set: EphemerisSet, _ night: ClosedRange<Double>, _ observatory: Observatory, _ system: SolarSystem,
        margin: Double, rough: [Int]
    ) throws(EphemerisError) {
        guard night.upperBound - night.lowerBound <= 1 else {
            throw EphemerisError(.outsideSpan, "a night lasts at most one day, not \(night)")
        }
        (self.set, self.observatory, self.system, self.margin) = (set, observatory, system, margin)
        middle = (night.lowerBound + night.upperBound) / 2
        half = max((night.upperBound - night.lowerBound) / 2, 1e-3)
        let times = [middle - half, middle, middle + half]
        var observers: [Observer] = []
        for time in times { observers.append(try Observer(observatory, mjdTai: time, in: system)) }
        let before = observers[0]
        let (now, after) = (observers[1], observers[2])
        let healpix = HEALPix(order: Self.order)
        var pixels = [Int32](repeating: -1, count: set.states.count)
        var fast: [Int32] = []
        curves = set.states.indices.map { index in
            guard let (curve, distance) = DirectionCurve.through(set.states[index], before, now, after) else {
                return .nowhere
            }
            if curve.sweep > Self.fastDegrees || distance < Self.nearAu {
                fast.append(Int32(index))
            } else {
                pixels[index] = Int32(healpix.pixel(curve.middle.position))
            }
            return curve
        }
        for index in rough { pixels[index] = -1 }
        self.fast = rough.isEmpty ? fast : Set(fast).union(rough.map(Int32.init)).sorted()
        (members, starts) = Self.sorted(pixels, count: Int(healpix.pixelCount))
    }

    /// Counting sort of bodies by pixel.
    private static func sorted(_ pixels: [Int32], count: Int) -> ([Int32], [Int32]) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for pixel in pixels where pixel >= 0 { starts[Int(pixel) + 1] += 1 }
        for pixel in 0..<count { starts[pixel + 1] += starts[pixel] }
        var next = starts
        var members = [Int32](repeating: 0, count: Int(starts[count]))
        for (index, pixel) in pixels.enumerated() where pixel >= 0 {
            members[Int(next[Int(pixel)])] = Int32(index)
            next[Int(pixel)] += 1
        }
        return (members, starts)
    }

    /// The bodies within `radius` degrees of `centre` at a time, ascending by index, with their ephemerides.
    ///
    /// Errors: `.outsideSpan` for times outside of the night. Complexity: O(bodies near the field + fast bodies).
    public func members(within radius: Double, of centre: SkyPosition, mjdTai: Double) throws(EphemerisError)
        -> [FieldMember]
    {
        try members(within: radius, of: centre, mjdTai: mjdTai) { $0.map { set.states[$0] } }
    }

    /// As the other, with states that are better than the set's.
    ///
    /// - Parameter refined: heliocentric states near the night of the bodies with these numbers, in their order; nil for
    ///   one that is to be left out.
    public func members(
        within radius: Double, of centre: SkyPosition, mjdTai: Double, refined: ([Int]) -> [StateVector?]
    ) throws(EphemerisError) -> [FieldMember] {
        guard span.contains(mjdTai) else {
            throw EphemerisError(.outsideSpan, "MJD \(mjdTai) is outside of the night \(span)")
        }
        let observer = try Observer(observatory, mjdTai: mjdTai, in: system)
        let numbers = candidates(radius, centre, (mjdTai - middle) / half)
        return zip(numbers, refined(numbers)).compactMap { index, state in
            guard let state, let ephemeris = try? observer.ephemeris(of: state),
                ephemeris.position.separation(to: centre) <= radius
            else { return nil }
            return FieldMember(index: index, ephemeris: ephemeris)
        }
    }

    private func candidates(_ radius: Double, _ centre: SkyPosition, _ s: Double) -> [Int] {
        let axis = centre.unitVector
        let target = Vector3(axis.x, axis.y, axis.z)
        let limit = cos(min(radius + margin, 180) * .pi / 180)
        var found = fast.map(Int.init)
        let ranges = HEALPix(order: Self.order).cone(centre, radius: radius + Self.fastDegrees + margin)
        for range in ranges {
            for slot in starts[Int(range.lowerBound)]..<starts[Int(range.upperBound)] {
                let index = Int(members[Int(slot)])
                let direction = curves[index].direction(s)
                if direction.dot(target) >= limit * direction.length { found.append(index) }
            }
        }
        return found.sorted()
    }
}
