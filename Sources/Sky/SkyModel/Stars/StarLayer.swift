internal import SkyMath

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

    @inline(__always)
    func draw(_ table: SightlineTable, _ draws: inout Draws) -> DrawnStar {
        let chosen = cases[choice.pick(draws.uniform())]
        let word = draws.next()
        let r = MagnitudeLayers.magnitude(bin: Int(chosen.bin)) + MagnitudeLayers.binWidth * Self.share(word >> 32)
        return DrawnStar(
            r: r, population: Int(chosen.population), table.distances[Int(chosen.step)],
            share: Self.share(word & 0xFFFF_FFFF))
    }

    @inline(__always)
    private static func share(_ bits: UInt64) -> Double { (Double(Int64(bitPattern: bits)) + 0.5) * 0x1p-32 }
}
