internal import SkyMath

/// One possibility in drawing a galaxy: a bin of r magnitude (without the Galaxy's dust), a type and a bin of redshift.
struct GalaxyCase: Sendable {
    private let code: UInt32

    init(bin: Int, type: GalaxyType, redshift: Int) {
        code = UInt32(bin) << 16 | UInt32(type.rawValue) << 8 | UInt32(redshift)
    }

    var bin: Int { Int(code >> 16) }
    var type: GalaxyType { GalaxyType(rawValue: UInt8(truncatingIfNeeded: code >> 8)) ?? .irregular }
    /// Number of the redshift's bin.
    var redshift: Int { Int(code & 0xFF) }
    /// Row of the tables by type and redshift.
    var row: Int { Int(code >> 8 & 0xFF) * GalaxyGrid.redshiftCount + redshift }
    var middleMagnitude: Double { MagnitudeLayers.magnitude(bin: bin) + MagnitudeLayers.binWidth / 2 }
    var middleRedshift: Double { (Double(redshift) + 0.5) * GalaxyGrid.redshiftStep }
}

/// The galaxies of one layer of magnitude in a square degree.
struct GalaxyLayer: Sendable {
    let cases: [GalaxyCase]
    /// Galaxies per square degree of each case.
    let numbers: [Double]
    let choice: WeightedChoice

    /// - Parameter density: galaxies per square degree and magnitude.
    init(bins: Range<Int>, density: (GalaxyCase) -> Double) {
        var (cases, numbers): ([GalaxyCase], [Double]) = ([], [])
        for bin in bins {
            for type in GalaxyType.allCases {
                for redshift in 0..<GalaxyGrid.redshiftCount {
                    let possible = GalaxyCase(bin: bin, type: type, redshift: redshift)
                    let number = density(possible) * MagnitudeLayers.binWidth
                    guard number > 1e-7 else { continue }
                    cases.append(possible)
                    numbers.append(number)
                }
            }
        }
        (self.cases, self.numbers) = (cases, numbers)
        choice = WeightedChoice(numbers)
    }

    /// How many are in a cell.
    func count(seed: UInt64, cell: Int64, layer: Int) -> Int {
        guard !cases.isEmpty else { return 0 }
        var draws = Draws(seed: seed, UInt64(SkyObjectID.Kind.galaxy.rawValue), UInt64(bitPattern: cell), UInt64(layer))
        return min(draws.poisson(choice.total * SkyCells.area), 0xFF_FFFF)
    }
}
