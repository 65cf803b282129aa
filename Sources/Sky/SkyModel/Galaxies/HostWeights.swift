internal import SkyMath

/// How much each possible galaxy counts as a place of something that has a volumetric rate, layer by layer.
///
/// Galaxies of one bin of redshift share what the rate gives for their volume, so that the sum over all galaxies
/// brighter than r = 28 is the rate.
struct HostWeights: Sendable {
    /// Of each case of each layer.
    private let weights: [[Double]]
    /// The mean over a layer's galaxies.
    let means: [Double]
    private let largest: [Double]

    /// - Parameters:
    ///   - perVolume: what a cubic Mpc gives, by redshift.
    ///   - share: of a galaxy, relative to others of its redshift.
    init(perVolume: (Double) -> Double, share: (GalaxyCase, GalaxyStars) -> Double) {
        let grid = GalaxyGrid.shared
        var sums = [Double](repeating: 0, count: GalaxyGrid.redshiftCount)
        let shares = grid.layers.map { layer in
            layer.cases.enumerated().map { number, possible -> Double in
                let share = share(possible, possible.stars)
                sums[possible.redshift] += share * layer.numbers[number]
                return share
            }
        }
        let scale = sums.indices.map { step -> Double in
            let z = (Double(step) + 0.5) * GalaxyGrid.redshiftStep
            return sums[step] > 0 ? perVolume(z) * grid.volumes[step] / sums[step] : 0
        }
        let weights = zip(grid.layers, shares).map { layer, shares in
            zip(layer.cases, shares).map { scale[$0.redshift] * $1 }
        }
        self.init(weights: weights)
    }

    init(weights: [[Double]]) {
        self.weights = weights
        means = zip(GalaxyGrid.shared.layers, weights).map { layer, weights in
            let total = layer.choice.total
            return total > 0 ? zip(layer.numbers, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
        }
        largest = weights.map { $0.max() ?? 0 }
    }

    /// The weight of a drawn galaxy over the largest in its layer.
    func acceptance(_ drawn: DrawnGalaxy) -> Double {
        let layer = drawn.id.block
        return largest[layer] > 0 ? weights[layer][drawn.number] / largest[layer] : 0
    }

    /// Weights of a cell's layers as its numbers of galaxies have them.
    func total(_ cell: GalaxyCell) -> [Double] { zip(cell.counts, means).map { Double($0) * $1 } }

    /// A galaxy of the cell by its weight; nil where there is none, or none was met in 200,000 tries.
    ///
    /// Complexity: some ten to a hundred tries of 50 ns.
    func pick(_ cell: GalaxyCell, _ choice: WeightedChoice, _ draws: inout Draws) -> DrawnGalaxy? {
        let layer = choice.pick(draws.uniform())
        let count = Double(cell.counts[layer])
        for _ in 0..<200_000 where count > 0 {
            let index = Int(draws.uniform() * count)
            let drawn = DrawnGalaxy(seed: cell.seed, cell: cell.cell, layer: layer, index: index)
            if draws.uniform() < acceptance(drawn) { return drawn }
        }
        return nil
    }
}

extension GalaxyCase {
    /// The stars of a galaxy in the middle of the case.
    var stars: GalaxyStars {
        let grid = GalaxyGrid.shared
        let m = middleMagnitude - grid.moduli[redshift] - grid.correction(row: row)[2]
        return GalaxyStars(type, absoluteMagnitude: m, redshift: middleRedshift)
    }
}
