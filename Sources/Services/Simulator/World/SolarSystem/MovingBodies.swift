import AlertModel
import Ephemerides
import SkyMath
import SkyModel

/// The small bodies of the synthetic sky, and where they stand in a night.
///
/// Orbits hold at MJD 61000 TDB and move about the Sun alone, so that the elements in a packet give the places exactly.
struct MovingBodies: Sendable {
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

    /// Complexity: O(bodies), about two seconds for a million.
    /// - Parameter span: MJD TAI, of the night.
    init(seed: UInt64, limits: Limits, span: ClosedRange<Double>) throws(SimulatorError) {
        let bodies = PopulationKind.allCases.flatMap { kind in
            (0..<SyntheticPopulation.count(kind, brighterThan: limits[kind])).map {
                SyntheticPopulation.object(kind, $0, seed: seed)
            }
        }
        self.bodies = bodies
        do throws(EphemerisError) {
            let epoch = SyntheticPopulation.epochMjdTdb
            let system = try SolarSystem(span: min(epoch, span.lowerBound) - 60...max(epoch, span.upperBound) + 60)
            night = try EphemerisSet(bodies.map(\.orbit)).night(span, at: .rubin, in: system)
        } catch {
            throw SimulatorError("places of small bodies cannot be worked out: \(error)")
        }
    }

    /// The bodies in a field that are brighter than `limit` (V), ascending by number.
    func members(
        within radius: Double, of centre: SkyPosition, mjdTai: Double, brighterThan limit: Double
    ) throws(SimulatorError) -> [MovingBody] {
        do throws(EphemerisError) {
            return try night.members(within: radius, of: centre, mjdTai: mjdTai).compactMap { member in
                let body = bodies[member.index]
                let magnitude = member.ephemeris.magnitude(
                    absoluteMagnitude: body.absoluteMagnitude, phaseCurve: .hg(slope: body.slope))
                return magnitude < limit
                    ? MovingBody(body: body, ephemeris: member.ephemeris, magnitudeV: magnitude) : nil
            }
        } catch {
            throw SimulatorError("places of small bodies cannot be worked out: \(error)")
        }
    }
}

/// A body as one visit sees it.
struct MovingBody: Sendable {
    var body: SyntheticBody
    var ephemeris: Ephemeris
    /// Apparent.
    var magnitudeV: Double

    /// Not a star's, a galaxy's or an artefact's.
    var key: UInt64 { 1 << 62 | body.kind.rawValue << 56 | UInt64(body.index) }

    /// Seven characters in the manner of the MPC's packed designations; no real body has one that begins with `~`.
    var designation: String {
        let kind = ["", "M", "N", "J", "T"][Int(body.kind.rawValue)]
        let number = String(body.index, radix: 36, uppercase: true)
        return "~" + kind + String(repeating: "0", count: max(0, 5 - number.count)) + number
    }

    var ssObjectID: Int64 { SSObjectID.number(packedDesignation: designation) ?? 0 }

    /// nJy: V and the mean colours of the inner belt's stony and of the outer belt's dark bodies. Source: Ivezic et al.
    /// 2001, doi:10.1086/323452, u by their spectra's slope.
    func flux(_ band: Passband) -> Double {
        var draws = Draws(seed: key, 0x436F_6C6F)
        let isStony = draws.uniform() < 0.4
        let stony = PerBand(u: 1.75, g: 0.33, r: -0.26, i: -0.45, z: -0.40, y: -0.40)
        let dark = PerBand(u: 1.55, g: 0.22, r: -0.18, i: -0.26, z: -0.28, y: -0.28)
        let magnitude = magnitudeV + (isStony ? stony : dark)[band]
        return ABMagnitude.nJy(magnitude)
    }
}
