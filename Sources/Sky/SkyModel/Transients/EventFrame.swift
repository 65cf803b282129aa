internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// When an event happens, how far away, and behind how much dust: what takes a spectrum at its source to flux at the
/// Earth.
public struct EventFrame: Sendable, Hashable {
    /// First light, or the peak in B of a type Ia supernova, as seen from the Earth.
    public private(set) var mjdTai: Double
    /// 0.0001 ... 12.
    public let redshift: Double
    /// Mpc.
    public let luminosityDistance: Double
    /// Magnitudes in V at rest, by Fitzpatrick's law with R_V 3.1.
    public let hostExtinction: Double
    /// E(B-V) of our Galaxy, magnitudes.
    public let galacticReddening: Double

    /// - Parameters:
    ///   - redshift: 0.0001 ... 12; others are brought within.
    ///   - hostExtinction: A_V, magnitudes; negative is 0.
    ///   - galacticReddening: E(B-V), magnitudes; negative is 0.
    public init(
        mjdTai: Double, redshift: Double, hostExtinction: Double = 0, galacticReddening: Double = 0,
        cosmology: Cosmology = .planck2018
    ) {
        self.mjdTai = mjdTai
        self.redshift = redshift.isNaN ? 1e-4 : max(1e-4, min(12, redshift))
        luminosityDistance = cosmology.luminosityDistance(redshift: self.redshift)
        self.hostExtinction = max(0, hostExtinction)
        self.galacticReddening = max(0, galacticReddening)
    }

    /// The same place at a later time.
    public func later(restDays: Double) -> EventFrame {
        var frame = self
        frame.mjdTai += restDays * (1 + redshift)
        return frame
    }

    /// What a flux density at 10 pc at rest is multiplied by: (10 pc / distance)^2 (1 + z) and no dust.
    var dilution: Double {
        let ratio = 1e-5 / luminosityDistance
        return ratio * ratio * (1 + redshift)
    }

    /// The wavelengths at rest of all bands' nodes, in order, nm.
    var restWavelengths: [Double] { restWavelengths(of: Self.nodes.indices) }

    /// Those of some nodes, by their numbers.
    func restWavelengths(of range: Range<Int>) -> [Double] { Self.nodes[range].map { $0 / (1 + redshift) } }

    /// For each node its weight in its band, and dust.
    func nodeFactors(_ range: Range<Int> = Self.nodes.indices) -> [Double] {
        range.map { index in
            let wavelength = Self.nodes[index]
            var magnitudes = galacticReddening * 3.1 * Self.galacticRatios[index]
            if hostExtinction > 0 {
                let rest = wavelength / (1 + redshift)
                magnitudes += ExtinctionLaw.fitzpatrick1999.magnitudes(nm: rest, av: hostExtinction)
            }
            return Self.weights[index] * ABMagnitude.factor(magnitudes)
        }
    }

    /// nJy in each band for one spectrum: `spectrum` adds its flux densities at 10 pc, nJy, at the rest wavelengths.
    func fluxes(_ spectrum: (inout [Double]) -> Void) -> PerBand<Double> {
        let factors = nodeFactors()
        var densities = [Double](repeating: 0, count: factors.count)
        spectrum(&densities)
        return PerBand { band in
            let first = Int(band.rawValue) * Self.nodesPerBand
            let sum = (first..<(first + Self.nodesPerBand)).reduce(0.0) { $0 + densities[$1] * factors[$1] }
            return sum.isFinite ? max(0, sum * dilution) : 0
        }
    }

    static let nodesPerBand = PassbandQuadrature.lsst[.u].wavelengths.count
    private static let nodes = Passband.allCases.flatMap { PassbandQuadrature.lsst[$0].wavelengths }
    private static let weights = Passband.allCases.flatMap { PassbandQuadrature.lsst[$0].weights }
    private static let galacticRatios = nodes.map { ExtinctionLaw.fitzpatrick1999.magnitudes(nm: $0, av: 1) }
}
