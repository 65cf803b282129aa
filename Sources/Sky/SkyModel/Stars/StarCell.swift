internal import SkyMath

/// The stars of one cell, ready to be drawn layer by layer.
///
/// Holds tables (some 100 kB for the layers asked for), not stars: a caller may keep it to draw the cell again.
/// Complexity: a fraction of a millisecond to make.
public struct StarCell: Sendable {
    /// Nested HEALPix pixel at `SkyCells.order`.
    public let cell: Int64
    let seed: UInt64
    let table: SightlineTable
    private let layers: [StarLayer]
    private let field: DirectionField

    /// - Parameter brighterThan: the faintest r magnitude that will be asked for.
    public init(seed: UInt64, cell: Int64, brighterThan limit: Double) {
        self.seed = seed
        self.cell = cell
        let centre = SkyCells.grid.centre(of: cell)
        let table = SightlineTable(centre.galactic, area: SkyCells.area)
        self.table = table
        field = DirectionField(centre)
        layers = MagnitudeLayers.layers(brighterThan: limit).map {
            StarLayer($0, table, seed: seed, cell: cell)
        }
    }

    /// Stars whose mean r magnitude is less than `limit`, in the order of their identifiers.
    ///
    /// - Parameter cone: leaves out stars beyond it; nil for the whole cell.
    public func stars(brighterThan limit: Double, in cone: SkyCone? = nil) -> [Star] {
        var stars: [Star] = []
        stars.reserveCapacity(number(brighterThan: limit))
        collect(&stars, brighterThan: limit, in: cone)
        return stars
    }

    /// At most this many stars are brighter than the limit.
    func number(brighterThan limit: Double) -> Int {
        layers.prefix(MagnitudeLayers.layers(brighterThan: limit).count).reduce(0) { $0 + $1.count }
    }

    /// Of these stars the ones that vary, for half the price.
    public func variableStars(brighterThan limit: Double, in cone: SkyCone? = nil) -> [Star] {
        var stars: [Star] = []
        collect(&stars, Wanted(limit: limit, cell, cone, isVariable: true))
        return stars
    }

    /// Appends the stars to others.
    func collect(_ stars: inout [Star], brighterThan limit: Double, in cone: SkyCone?) {
        collect(&stars, Wanted(limit: limit, cell, cone))
    }

    private func collect(_ stars: inout [Star], _ wanted: Wanted) {
        for (number, layer) in layers.enumerated() {
            guard MagnitudeLayers.magnitude(bin: MagnitudeLayers.firstBins[number]) < wanted.limit else { break }
            for index in 0..<layer.count {
                if let star = star(layer, number, index, wanted) { stars.append(star) }
            }
        }
    }

    /// Which stars of a cell are asked for.
    private struct Wanted {
        var limit = Double.infinity
        /// Nil where the whole cell lies in the cone.
        var border: ConeBorder?
        var isVariable = false

        init() {}

        init(limit: Double, _ cell: Int64, _ cone: SkyCone?, isVariable: Bool = false) {
            self.limit = limit
            self.isVariable = isVariable
            border = cone.flatMap { SkyCells.isWithin(cell, $0) ? nil : ConeBorder($0) }
        }
    }

    /// The star with an identifier of this cell; nil when there is none.
    public func star(_ id: SkyObjectID) -> Star? {
        guard id.kind == .star, id.cell == cell, layers.indices.contains(id.block), id.index < layers[id.block].count
        else { return nil }
        return star(layers[id.block], id.block, id.index, Wanted())
    }

    /// Stars of each layer.
    var counts: [Int] { layers.map(\.count) }

    /// Of a value that depends on the distance bin: the mean over a layer's stars and the largest.
    func mean(_ values: [Double], layer: Int) -> (mean: Double, largest: Double) { layers[layer].mean(values) }

    /// The distance bin of a star of this cell.
    func step(of id: SkyObjectID) -> Int? {
        guard layers.indices.contains(id.block) else { return nil }
        var draws = Draws(seed: seed, id.rawValue)
        _ = draws.next()
        return layers[id.block].step(&draws)
    }

    /// What decides whether a star is wanted comes first: most of the price is its motion and colours.
    @inline(__always)
    private func star(_ layer: StarLayer, _ number: Int, _ index: Int, _ wanted: Wanted) -> Star? {
        let id = SkyObjectID(kind: .star, cell: cell, block: number, index: index)
        var draws = Draws(seed: seed, id.rawValue)
        let random = draws.next()
        let drawn = layer.draw(table, &draws)
        guard drawn.r < wanted.limit else { return nil }
        let details = drawn.details(table.sightline, &draws)
        if wanted.isVariable, details.variability == .constant { return nil }
        let position = SkyCells.place(in: cell, random)
        let directions = field.directions(position)
        if let border = wanted.border, !border.contains(position, directions.outward) { return nil }
        return drawn.star(id, position, directions, details)
    }
}
