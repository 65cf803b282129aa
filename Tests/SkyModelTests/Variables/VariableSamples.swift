import SkyMath
import SkyModel

/// One of each kind of light curve from random draws.
enum VariableSamples {
    static let magnitudes = PerBand(u: 20.1, g: 19.0, r: 18.6, i: 18.4, z: 18.3, y: 18.3)

    static let makers: [(name: String, make: @Sendable (inout Draws) -> any LightCurve)] = [
        ("RRLyrae", { RRLyrae.drawn(from: &$0, meanMagnitudes: magnitudes) }),
        ("Cepheid", { Cepheid.drawn(from: &$0, meanMagnitudes: magnitudes) }),
        ("DeltaScuti", { DeltaScuti.drawn(from: &$0, meanMagnitudes: magnitudes) }),
        ("LongPeriodVariable", { LongPeriodVariable.drawn(from: &$0, meanMagnitudes: magnitudes) }),
        ("DetachedBinary", { DetachedBinary.drawn(from: &$0, magnitudes: magnitudes) }),
        ("ContactBinary", { ContactBinary.drawn(from: &$0, meanMagnitudes: magnitudes) }),
        ("FlareStar", { FlareStar.drawn(from: &$0, quietMagnitudes: magnitudes) }),
        ("DwarfNova", { DwarfNova.drawn(from: &$0, quietMagnitudes: magnitudes) }),
        ("ActiveStar", { ActiveStar.drawn(from: &$0, meanMagnitudes: magnitudes) }),
        (
            "Microlensing",
            {
                let position = SkyPosition(ra: $0.uniform(0..<360), dec: $0.uniform(-90..<90))
                return Microlensing.drawn(
                    from: &$0, peaks: 60_000..<61_000, position: position, magnitudes: magnitudes)
            }
        ),
        (
            "ActiveNucleus",
            {
                let brightness = $0.uniform(-28..<(-20))
                return ActiveNucleus.drawn(
                    from: &$0, redshift: 3 * $0.uniform(), absoluteMagnitude: brightness, meanMagnitudes: magnitudes)
            }
        ),
    ]
}
