internal import SkyMath

/// The galaxies of one cell, ready to be drawn layer by layer. Holds only how many there are and how much dust lies
/// before them.
public struct GalaxyCell: Sendable {
    /// Nested HEALPix pixel at `SkyCells.order`.
    public let cell: Int64
    let seed: UInt64
    /// A_V of the Galaxy's dust in the middle of the cell.
    public let extinction: Double
    /// Galaxies of each layer of magnitude, which is counted without dust.
    let counts: [Int]

    /// Complexity: microseconds.
    public init(seed: UInt64, cell: Int64) {
        self.seed = seed
        self.cell = cell
        extinction = DustSheet.column(SkyCells.grid.centre(of: cell).galactic)
        counts = GalaxyGrid.shared.layers.enumerated().map { $1.count(seed: seed, cell: cell, layer: $0) }
    }

    /// Galaxies whose r magnitude (with dust) is less than `limit`, in the order of their identifiers.
    ///
    /// - Parameter cone: leaves out galaxies beyond it; nil for the whole cell.
    public func galaxies(brighterThan limit: Double, in cone: SkyCone? = nil) -> [Galaxy] {
        var galaxies: [Galaxy] = []
        collect(&galaxies, brighterThan: limit, in: cone)
        return galaxies
    }

    /// Appends the galaxies to others.
    func collect(_ galaxies: inout [Galaxy], brighterThan limit: Double, in cone: SkyCone?) {
        let clear = limit - extinction * DustSheet.ratioR
        let wanted = cone.flatMap { SkyCells.isWithin(cell, $0) ? nil : $0 }
        for layer in MagnitudeLayers.layers(brighterThan: clear) {
            for index in 0..<counts[layer] {
                var drawn = DrawnGalaxy(seed: seed, cell: cell, layer: layer, index: index)
                guard drawn.magnitude < clear else { continue }
                let position = drawn.position
                if let wanted, !wanted.contains(position) { continue }
                galaxies.append(drawn.galaxy(position, extinction: extinction))
            }
        }
    }

    /// The galaxy with an identifier of this cell; nil when there is none.
    public func galaxy(_ id: SkyObjectID) -> Galaxy? {
        guard id.kind == .galaxy, id.cell == cell, counts.indices.contains(id.block), id.index < counts[id.block] else {
            return nil
        }
        var drawn = DrawnGalaxy(seed: seed, cell: cell, layer: id.block, index: id.index)
        return drawn.galaxy(drawn.position, extinction: extinction)
    }
}
