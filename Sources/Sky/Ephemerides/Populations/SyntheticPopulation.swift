internal import SkyMath

/// A small body of the synthetic sky.
public struct SyntheticBody: Sendable, Hashable {
    /// The population it is numbered in.
    public var kind: PopulationKind
    /// The part of the population that its orbit was drawn from.
    public var group: OrbitGroup
    /// From 0, by brightness: body n is about the (n + 1)th brightest of its kind.
    public var index: Int
    /// Holds at MJD 61000.0 TDB.
    public var orbit: OrbitalElements
    /// H in V.
    public var absoluteMagnitude: Double
    /// Slope G, -0.1 ... 0.5.
    public var slope: Double
}

/// Small bodies drawn from published distributions of orbits and magnitudes, each by its number alone.
///
/// Bodies are numbered by absolute magnitude: those brighter than H are the first `count(kind, brighterThan: H)`, so
/// that
/// a survey of a given depth needs a prefix. Orbits hold at MJD 61000.0 TDB; each is drawn without those before it.
public enum SyntheticPopulation {
    /// MJD TDB.
    public static let epochMjdTdb = 61000.0

    /// Bodies of a kind that are brighter than `absoluteMagnitude` (V), at most 1e15; 0 for NaN. Complexity: O(1).
    public static func count(_ kind: PopulationKind, brighterThan absoluteMagnitude: Double) -> Int {
        let count = PopulationModel.model(kind).count(brighterThan: absoluteMagnitude).rounded()
        return count < 1e15 ? Int(count) : count.isNaN ? 0 : 1_000_000_000_000_000
    }

    /// The body with a number; negative numbers count as 0. Complexity: O(1).
    public static func object(_ kind: PopulationKind, _ index: Int, seed: UInt64) -> SyntheticBody {
        let index = max(index, 0)
        var draws = Draws(seed: seed, 0x6f72_6269_7473, kind.rawValue, UInt64(index))
        let model = PopulationModel.model(kind)
        let h = model.magnitude(count: Double(index) + 1 - draws.uniform())
        let group = model.group(magnitude: h, uniform: draws.uniform())
        return SyntheticBody(
            kind: kind, group: group, index: index, orbit: orbit(group, &draws), absoluteMagnitude: h,
            slope: min(max(0.15 + 0.08 * draws.normal(), -0.1), 0.5))
    }

    private static func orbit(_ group: OrbitGroup, _ draws: inout Draws) -> OrbitalElements {
        switch group {
        case .mainBelt: MainBeltOrbits.draw(&draws)
        case .amor, .apollo, .aten, .atira: NearEarthOrbits.draw(group, &draws)
        case .leadingTrojans: TrojanOrbits.draw(ahead: 60, &draws)
        case .trailingTrojans: TrojanOrbits.draw(ahead: -60, &draws)
        default: KuiperBeltOrbits.draw(group, &draws)
        }
    }
}
