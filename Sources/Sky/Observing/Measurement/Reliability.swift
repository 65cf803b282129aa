internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Scores of a classifier of real against artefact, 0 ... 1.
///
/// Beta distributions of our own choice, one for real sources and one for each kind of artefact, that overlap at the
/// detection limit and part as S/N grows. Not a model of any one classifier.
public enum Reliability {
    /// What a detection truly is.
    public enum Kind: Sendable, Hashable {
        case real
        case artefact(Artefact.Kind)
    }

    /// Shapes (a, b) of the distribution; S/N below 5 counts as 5. Complexity: O(1).
    public static func shapes(_ kind: Kind, snr: Double) -> (a: Double, b: Double) {
        let clarity = 1 - exp(-(max(snr, 5) - 5) / 10)
        switch kind {
        case .real: return (3 + 15 * clarity, 2 - 0.8 * clarity)
        case .artefact(let artefact): return (hardness(artefact), 3.5 + 5 * clarity)
        }
    }

    /// A score for the detection `key` of a visit; the same for the same seed and keys. Complexity: O(1).
    public static func score(_ kind: Kind, snr: Double, seed: UInt64, visit: Int64, key: UInt64) -> Double {
        var draws = Draws(seed: seed, 0x5C02E, UInt64(bitPattern: visit), key)
        let (a, b) = shapes(kind, snr: snr)
        return draws.beta(a, b)
    }

    /// The score of an older classifier that looks at the same image: it goes with the newer one's, and parts real and
    /// artefact less. Complexity: O(1).
    ///
    /// - Parameter score: the newer one's.
    public static func olderScore(
        beside score: Double, _ kind: Kind, seed: UInt64, visit: Int64, key: UInt64
    ) -> Double {
        let own = Self.score(kind, snr: 5, seed: ~seed, visit: visit, key: key)
        return 1 / (1 + exp(-0.5 * odds(score) - 0.4 * odds(own)))
    }

    private static func odds(_ score: Double) -> Double {
        let held = min(max(score, 1e-6), 1 - 1e-6)
        return log(held / (1 - held))
    }

    /// How much an artefact looks like a source: glints most, trails least.
    private static func hardness(_ kind: Artefact.Kind) -> Double {
        switch kind {
        case .glint, .glintTrain: 3
        case .spurious: 2
        case .dipole: 1.8
        case .cosmicRay: 1.6
        case .ghost: 1.4
        case .satelliteTrail: 1.2
        }
    }
}
