internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Tables over type and redshift from which galaxies are drawn, the same for the whole sky.
struct GalaxyGrid: Sendable {
    static let shared = GalaxyGrid()

    static let redshiftStep = 0.02
    static let redshiftCount = 225

    /// Mpc and magnitudes in the middle of each bin of redshift.
    let comovingDistances: [Double]
    let moduli: [Double]
    /// Cubic Mpc (comoving) of a square degree in each bin of redshift.
    let volumes: [Double]
    /// m_band - M_r - distance modulus, by type and then redshift.
    private let corrections: [SIMD8<Double>]
    /// One layer of magnitude each: what may be drawn.
    let layers: [GalaxyLayer]

    private init() {
        let cosmology = Cosmology.planck2018
        let middles = (0..<Self.redshiftCount).map { (Double($0) + 0.5) * Self.redshiftStep }
        let distances = middles.map { cosmology.comovingDistance(redshift: $0) }
        let moduli = middles.map { cosmology.distanceModulus(redshift: $0) }
        let volumes = middles.map { Self.volume($0, cosmology) }
        let corrections = GalaxyType.allCases.flatMap { type in middles.map { Self.correction(type, $0) } }
        (comovingDistances, self.moduli, self.volumes, self.corrections) = (distances, moduli, volumes, corrections)
        layers = (0..<MagnitudeLayers.count).map { layer in
            GalaxyLayer(bins: MagnitudeLayers.bins(layer)) { case_ in
                let step = case_.redshift
                let m = case_.middleMagnitude - moduli[step] - corrections[case_.row][2]
                return GalaxyLuminosityFunction.of(case_.type)(m, redshift: middles[step]) * volumes[step]
            }
        }
    }

    private static func volume(_ middle: Double, _ cosmology: Cosmology) -> Double {
        let near = cosmology.comovingDistance(redshift: middle - redshiftStep / 2)
        let far = cosmology.comovingDistance(redshift: middle + redshiftStep / 2)
        return (far * far * far - near * near * near) / 3 * (.pi / 180) * (.pi / 180)
    }

    private static func correction(_ type: GalaxyType, _ redshift: Double) -> SIMD8<Double> {
        let c = GalaxySpectrum(type).correction(redshift: redshift)
        return SIMD8(c[0], c[1], c[2], c[3], c[4], c[5], 0, 0)
    }

    /// A redshift as a bin's number and the way beyond its middle, in bins.
    @inline(__always)
    private func place(_ redshift: Double) -> (low: Int, share: Double) {
        let place = redshift / Self.redshiftStep - 0.5
        let low = min(max(Int(place), 0), Self.redshiftCount - 2)
        return (low, place - Double(low))
    }

    /// m_band - M_r - distance modulus.
    @inline(__always)
    func correction(_ type: GalaxyType, redshift: Double) -> SIMD8<Double> {
        let (low, share) = place(redshift)
        let row = Int(type.rawValue) * Self.redshiftCount + low
        let kept = max(share, 0)
        return corrections[row] * (1 - kept) + corrections[row + 1] * kept
    }

    func correction(row: Int) -> SIMD8<Double> { corrections[row] }

    /// Comoving distance, Mpc, linear within bins and to zero.
    @inline(__always)
    func distance(redshift: Double) -> Double {
        let (low, share) = place(redshift)
        guard share > 0 else { return comovingDistances[0] * redshift / (Self.redshiftStep / 2) }
        return comovingDistances[low] + share * (comovingDistances[low + 1] - comovingDistances[low])
    }
}
