internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension SyntheticSky {
    /// Active galaxies in a cone whose nucleus has a mean r magnitude (AB, with extinction) less than `limit`,
    /// however faint the host.
    ///
    /// In no particular order within a cell. Complexity: O(cells + nuclei); other galaxies are not drawn in full.
    public func activeGalaxies(in cone: SkyCone, brighterThan limit: Double) -> [ActiveGalaxy] {
        SkyCells.cells(cone).flatMap { cell in
            activeGalaxies(galaxyCell(cell), brighterThan: limit).filter { cone.contains($0.host.position) }
        }
    }

    /// The active galaxies of one cell.
    public func activeGalaxies(_ cell: GalaxyCell, brighterThan limit: Double) -> [ActiveGalaxy] {
        NucleusDraw(cell: cell).active(brighterThan: limit)
    }
}

/// Draws the active nuclei of one cell: no galaxy has two.
struct NucleusDraw {
    let cell: GalaxyCell

    private static let weights = HostWeights(
        weights: GalaxyGrid.shared.layers.map { layer in
            layer.cases.map { NucleusModel.share($0.stars, redshift: $0.middleRedshift) }
        })

    private static let purpose: UInt64 = 0x4147_4E

    func active(brighterThan limit: Double) -> [ActiveGalaxy] {
        let choice = WeightedChoice(Self.weights.total(cell))
        var draws = Draws(seed: cell.seed, Self.purpose, UInt64(bitPattern: cell.cell))
        let count = draws.poisson(choice.total)
        var (found, taken): ([ActiveGalaxy], Set<SkyObjectID>) = ([], [])
        for index in 0..<count {
            var own = Draws(seed: cell.seed, Self.purpose, UInt64(bitPattern: cell.cell), UInt64(index))
            guard let drawn = Self.weights.pick(cell, choice, &own), taken.insert(drawn.id).inserted else { continue }
            if let active = nucleus(drawn, limit, &own) { found.append(active) }
        }
        return found
    }

    private func nucleus(_ drawn: DrawnGalaxy, _ limit: Double, _ draws: inout Draws) -> ActiveGalaxy? {
        let (redshift, distance, stars) = drawn.outline()
        let logMass = stars.logBlackHoleMass(drawn.chosen.type) + 0.3 * draws.normal()
        let logRatio = NucleusModel.logRatio(draws.uniform())
        let m = NucleusModel.absoluteMagnitude(logMass: logMass, logRatio: logRatio)
        let modulus = 5 * log10(distance * (1 + redshift)) + 25
        let spread = 0.1 * draws.normal()
        func magnitude(_ band: Passband) -> Double {
            m + modulus + NucleusModel.correction(band, redshift: redshift)
                + cell.extinction * DustSheet.ratios[Int(band.rawValue)] + spread * (2 - Double(band.rawValue)) / 2
        }
        guard magnitude(.r) < limit else { return nil }
        var drawn = drawn
        return ActiveGalaxy(
            host: drawn.galaxy(drawn.position, extinction: cell.extinction), logBlackHoleMass: logMass,
            logEddingtonRatio: logRatio, absoluteMagnitude: m, magnitudes: PerBand(magnitude))
    }
}
