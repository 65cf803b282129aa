internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The light at 550 nm and the temperature of core-collapse supernovae by time since the explosion, days at rest.
enum CoreCollapseShape {
    /// Relative light at each time.
    static func light(
        _ kind: CoreCollapseSupernova.Kind, shape: CoreCollapseSupernova.Shape, times: [Double]
    ) -> [Double] {
        switch kind {
        case .typeII: times.map { plateau(time: $0, shape: shape) }
        case .typeIbc: nickel(times: times, rise: shape.rise)
        case .typeIIn: times.map { interaction(time: $0, shape: shape) }
        }
    }

    /// K. II cools as its photosphere grows until hydrogen recombines; Ibc are near 8,000 K at their peak; IIn stay
    /// hot long.
    static func temperature(_ kind: CoreCollapseSupernova.Kind, time: Double, rise: Double) -> Double {
        switch kind {
        case .typeII: max(5300, min(30_000, 25_000 * pow(max(0.1, time), -0.45)))
        case .typeIbc: 4800 + 3400 / (1 + pow(time / (1.25 * rise), 4))
        case .typeIIn: 6500 + 8500 / (1 + time / 60)
        }
    }

    /// Where lines of metals begin to take light, nm.
    static let lineEdge = 480.0

    /// Magnitudes for each 100 nm below `lineEdge`: none while hot, full at 6,000 K.
    static func blanketing(_ kind: CoreCollapseSupernova.Kind, temperature: Double) -> Double {
        (kind == .typeIIn ? 0.3 : 2) * max(0, min(1, (10_000 - temperature) / 4000))
    }

    /// A quick rise, a straight plateau, a fall of two magnitudes in about twenty days, and cobalt's 0.98 magnitudes
    /// in 100 days (form of Olivares and others 2010, doi:10.1088/0004-637X/715/2/833).
    private static func plateau(time: Double, shape: CoreCollapseSupernova.Shape) -> Double {
        let rising = -expm1(-2.3 * (time / shape.rise) * (time / shape.rise))
        let early = max(0, min(time, shape.duration) - shape.rise)
        let late = max(0, time - shape.duration)
        let fall = 1.9 / (1 + exp((shape.duration - time) / 5))
        return rising * ABMagnitude.factor(shape.slope / 100 * early + fall + 0.0098 * late)
    }

    /// Nickel 56 and cobalt 56 through Arnett's diffusion, the gamma rays escaping from three rise times on; the peak
    /// is at about 1.05 diffusion times.
    private static func nickel(times: [Double], rise: Double) -> [Double] {
        Diffusion.luminosities(times: times, diffusionTime: rise / 1.05) { time in
            (6.45 * exp(-time / 8.77) + 1.45 * exp(-time / 111.3)) * -expm1(-pow(3 * rise / max(time, 1e-3), 2))
        }
    }

    private static func interaction(time: Double, shape: CoreCollapseSupernova.Shape) -> Double {
        -expm1(-2.3 * pow(time / shape.rise, 2)) * exp(-max(0, time - shape.rise) / shape.duration)
    }
}
