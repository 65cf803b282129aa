#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How a small body's brightness falls with its phase angle.
public enum PhaseCurve: Sendable, Hashable {
    /// The H, G system of 1985 (Bowell et al. 1989, Asteroids II, 524).
    case hg(slope: Double)
    /// The H, G12* system (Penttila et al. 2016, doi:10.1016/j.pss.2015.08.010).
    case hg12(slope: Double)

    /// The slope that catalogues assume where none is measured.
    public static let usual = PhaseCurve.hg(slope: 0.15)

    /// Apparent magnitude in the band of `absoluteMagnitude`. Infinite where a body reflects nothing.
    /// - Parameters:
    ///   - sunDistance, observerDistance: au.
    ///   - phaseAngle: degrees, 0 ... 180.
    public func magnitude(
        absoluteMagnitude: Double, sunDistance: Double, observerDistance: Double, phaseAngle: Double
    ) -> Double {
        absoluteMagnitude + 5 * log10(sunDistance * observerDistance) - 2.5 * log10(max(brightness(phaseAngle), 0))
    }

    /// Brightness over that at phase angle zero.
    func brightness(_ phaseAngle: Double) -> Double {
        switch self {
        case .hg(let slope): Self.bowell(phaseAngle * .pi / 180, slope)
        case .hg12(let slope): ThreeParameterPhase.brightness(phaseAngle, slope)
        }
    }

    /// The full form with a blend of two expressions at small angles.
    private static func bowell(_ phase: Double, _ g: Double) -> Double {
        let half = tan(phase / 2)
        let weight = exp(-90.56 * half * half)
        func part(_ a: Double, _ b: Double, _ c: Double) -> Double {
            let s = sin(phase)
            let small = 1 - c * s / (0.119 + 1.341 * s - 0.754 * s * s)
            return weight * small + (1 - weight) * exp(-a * pow(half, b))
        }
        return (1 - g) * part(3.332, 0.631, 0.986) + g * part(1.862, 1.218, 0.238)
    }
}

extension Ephemeris {
    /// Apparent magnitude in the band of `absoluteMagnitude`.
    public func magnitude(absoluteMagnitude: Double, phaseCurve: PhaseCurve = .usual) -> Double {
        phaseCurve.magnitude(
            absoluteMagnitude: absoluteMagnitude, sunDistance: heliocentricDistance,
            observerDistance: observerDistance, phaseAngle: phaseAngle)
    }
}
