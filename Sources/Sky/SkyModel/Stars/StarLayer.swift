internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The stars of one layer of magnitude in one cell: how many, and a draw of what each is.
struct StarLayer: Sendable {
    let count: Int
    private let choice: WeightedChoice
    private let cases: [Case]
    private let weights: [Double]

    private struct Case {
        var bin: UInt8
        var population: UInt8
        var step: UInt8
    }

    init(_ layer: Int, _ table: SightlineTable, seed: UInt64, cell: Int64) {
        var (weights, cases): ([Double], [Case]) = ([], [])
        for bin in MagnitudeLayers.bins(layer) {
            for (place, weight) in table.counts(bin: bin).enumerated() where weight > 1e-9 {
                weights.append(weight)
                let (population, step) = place.quotientAndRemainder(dividingBy: SightlineTable.modulusCount)
                cases.append(Case(bin: UInt8(bin), population: UInt8(population), step: UInt8(step)))
            }
        }
        choice = WeightedChoice(weights)
        (self.cases, self.weights) = (cases, weights)
        var draws = Draws(seed: seed, UInt64(SkyObjectID.Kind.star.rawValue), UInt64(bitPattern: cell), UInt64(layer))
        count = cases.isEmpty ? 0 : min(draws.poisson(choice.total), 0xFF_FFFF)
    }

    /// Expected number.
    var expected: Double { choice.total }

    /// The distance bin that `draw` will choose.
    func step(_ draws: inout Draws) -> Int { cases.isEmpty ? 0 : Int(cases[choice.pick(draws.uniform())].step) }

    /// Of a value that depends on the distance bin: the mean over the layer's stars and the largest.
    func mean(_ values: [Double]) -> (mean: Double, largest: Double) {
        var (sum, largest) = (0.0, 0.0)
        for (case_, weight) in zip(cases, weights) {
            sum += weight * values[Int(case_.step)]
            largest = max(largest, values[Int(case_.step)])
        }
        return (choice.total > 0 ? sum / choice.total : 0, largest)
    }

    func draw(_ table: SightlineTable, _ draws: inout Draws) -> DrawnStar {
        let chosen = cases[choice.pick(draws.uniform())]
        let r = MagnitudeLayers.magnitude(bin: Int(chosen.bin)) + MagnitudeLayers.binWidth * draws.uniform()
        let share = draws.uniform()
        let step = Int(chosen.step)
        let extinction = table.extinction[step] + share * (table.extinction[step + 1] - table.extinction[step])
        let modulus = SightlineTable.firstModulus + 0.25 * (Double(step) + share)
        return DrawnStar(r: r, population: Int(chosen.population), modulus: modulus, extinction: extinction)
    }
}

/// What a star is before its own details are drawn.
struct DrawnStar {
    /// Apparent, dimmed by dust.
    var r: Double
    var population: Int
    var modulus: Double
    /// A_V.
    var extinction: Double

    func star(_ id: SkyObjectID, _ position: SkyPosition, _ sightline: Sightline, _ draws: inout Draws) -> Star {
        let kind = StellarPopulation.all[population]
        let kpc = exp((modulus - 10) * 0.2 * 2.302585092994046)
        let place = sightline.place(kpc: kpc)
        let m = r - modulus - extinction * DustSheet.ratioR
        let velocity = GalacticMotion.velocity(kind.component, at: place, &draws)
        let variability = VariabilityCase(
            component: kind.component, sequence: kind.sequence, absoluteMagnitude: m, height: place.z
        ).pick(draws.uniform())
        let colours = scattered(PhotometricGrid.shared.relativeToR(population: population, m), &draws)
        return Star(
            id: id, position: position, motion: SkyDirections(position).motion(velocity, kpc: kpc), parallax: 1 / kpc,
            component: kind.component, sequence: kind.sequence, variability: variability, absoluteMagnitude: m,
            effectiveTemperature: EffectiveTemperature.kelvin(gMinusI: colours[1] - colours[3]),
            extinction: extinction, bands: SIMD8<Float>(colours + r + Self.reddening * extinction))
    }

    private static let reddening = DustSheet.bandRatios - DustSheet.ratioR

    /// Spread of colours about the sequence: 0.03 mag along the slope of the spectrum, 0.08 in u by metallicity.
    private func scattered(_ colours: SIMD8<Double>, _ draws: inout Draws) -> SIMD8<Double> {
        let (first, second) = draws.normalPair()
        let (slope, metals) = (0.03 * first, 0.08 * second)
        return colours + slope * SIMD8(1.3, 0.6, 0, -0.4, -0.6, -0.75, 0, 0) + metals * SIMD8(1, 0.1, 0, 0, 0, 0, 0, 0)
    }
}
