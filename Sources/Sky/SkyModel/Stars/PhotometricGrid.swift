/// Luminosity functions and colours of all populations at steps of 0.05 mag of M_r, so that a star costs no search.
struct PhotometricGrid: Sendable {
    static let shared = PhotometricGrid()

    private static let start = -6.0
    private static let perMagnitude = 20.0
    private static let count = 521

    private let densities: [Double]
    private let colours: [SIMD8<Float>]

    /// Where each population has stars, M_r.
    let limits = StellarPopulation.all.map(\.magnitudes)

    private init() {
        let grid = (0..<Self.count).map { Self.start + Double($0) / Self.perMagnitude }
        densities = StellarPopulation.all.flatMap { population in
            grid.map { population.magnitudes.contains($0) ? population.luminosityFunction($0) : 0 }
        }
        colours = StellarPopulation.all.flatMap { population in
            grid.map { Self.row(population.colours(absoluteMagnitude: $0)) }
        }
    }

    private static func row(_ m: [Double]) -> SIMD8<Float> {
        let colour = m[1] - m[3]
        let kelvin = EffectiveTemperature.kelvin(gMinusI: colour)
        let slope = (EffectiveTemperature.kelvin(gMinusI: colour + 0.05) - kelvin) / 0.05
        return SIMD8<Float>(SIMD8(m[0], m[1], m[2], m[3], m[4], m[5], kelvin, slope))
    }

    @inline(__always)
    private static func place(_ population: Int, _ m: Double) -> (low: Int, share: Double) {
        let place = min(max((m - start) * perMagnitude, 0), Double(count - 1))
        let low = min(Int(place), count - 2)
        return (population * count + low, place - Double(low))
    }

    /// Stars per cubic parsec and magnitude where the relative density is 1.
    @inline(__always)
    func density(population: Int, _ m: Double) -> Double {
        let (low, share) = Self.place(population, m)
        return densities[low] * (1 - share) + densities[low + 1] * share
    }

    /// m_band - m_r without extinction for u ... y, then the effective temperature (K) and its change with g - i.
    @inline(__always)
    func photometry(population: Int, _ m: Double) -> SIMD8<Float> {
        let (low, share) = Self.place(population, m)
        return colours[low] + Float(share) * (colours[low + 1] - colours[low])
    }
}
