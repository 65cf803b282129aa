/// Luminosity functions and colours of all populations at steps of 0.05 mag of M_r, so that a star costs no search.
struct PhotometricGrid: Sendable {
    static let shared = PhotometricGrid()

    private static let start = -6.0
    private static let perMagnitude = 20.0
    private static let count = 521

    private let densities: [[Double]]
    private let colours: [[SIMD8<Double>]]

    /// Where each population has stars, M_r.
    let limits = StellarPopulation.all.map(\.magnitudes)

    private init() {
        let grid = (0..<Self.count).map { Self.start + Double($0) / Self.perMagnitude }
        densities = StellarPopulation.all.map { population in
            grid.map { population.magnitudes.contains($0) ? population.luminosityFunction($0) : 0 }
        }
        colours = StellarPopulation.all.map { population in
            grid.map { m in
                let values = population.colours(absoluteMagnitude: m)
                return SIMD8(values[0], values[1], values[2], values[3], values[4], values[5], 0, 0)
            }
        }
    }

    private static func place(_ m: Double) -> (low: Int, share: Double) {
        let place = min(max((m - start) * perMagnitude, 0), Double(count - 1))
        let low = min(Int(place), count - 2)
        return (low, place - Double(low))
    }

    /// Stars per cubic parsec and magnitude where the relative density is 1.
    @inline(__always)
    func density(population: Int, _ m: Double) -> Double {
        let (low, share) = Self.place(m)
        return densities[population][low] * (1 - share) + densities[population][low + 1] * share
    }

    /// m_band - m_r without extinction.
    @inline(__always)
    func relativeToR(population: Int, _ m: Double) -> SIMD8<Double> {
        let (low, share) = Self.place(m)
        return colours[population][low] * (1 - share) + colours[population][low + 1] * share
    }
}
