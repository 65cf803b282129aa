internal import SkyMath

/// The stars of one cell, ready to be drawn layer by layer.
///
/// Holds tables (some 100 kB for the layers asked for), not stars: a caller may keep it to draw the cell again.
/// Complexity: a fraction of a millisecond to make.
public struct StarCell: Sendable {
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

    /// Those of `stars(brighterThan:)` that vary. Complexity: O(stars), of which most cost a third of a star drawn whole.
    public func variableStars(brighterThan limit: Double) -> [Star] {
        var stars: [Star] = []
        for (number, layer) in layers.enumerated() {
            guard MagnitudeLayers.magnitude(bin: MagnitudeLayers.firstBins[number]) < limit else { break }
            for index in 0..<layer.count where varies(layer, number, index) {
                if let star = star(layer, number, index, limit, nil) { stars.append(star) }
            }
        }
        return stars
    }

    @inline(__always)
    private func varies(_ layer: StarLayer, _ number: Int, _ index: Int) -> Bool {
        let id = SkyObjectID(kind: .star, cell: cell, block: number, index: index)
        var draws = Draws(seed: seed, id.rawValue)
        draws.skip(1)
        let drawn = layer.draw(table, &draws)
        return drawn.varies(table.sightline, &draws)
    }

    /// At most this many stars are brighter than the limit.
    func number(brighterThan limit: Double) -> Int {
        layers.prefix(MagnitudeLayers.layers(brighterThan: limit).count).reduce(0) { $0 + $1.count }
    }

    /// Appends the stars to others.
    func collect(_ stars: inout [Star], brighterThan limit: Double, in cone: SkyCone?) {
        let border = cone.flatMap { SkyCells.isWithin(cell, $0) ? nil : ConeBorder($0) }
        for (number, layer) in layers.enumerated() {
            guard MagnitudeLayers.magnitude(bin: MagnitudeLayers.firstBins[number]) < limit else { break }
            for index in 0..<layer.count {
                if let star = star(layer, number, index, limit, border) { stars.append(star) }
            }
        }
    }

    /// The star with an identifier of this cell; nil when there is none.
    public func star(_ id: SkyObjectID) -> Star? {
        guard id.kind == .star, id.cell == cell, layers.indices.contains(id.block), id.index < layers[id.block].count
        else { return nil }
        return star(layers[id.block], id.block, id.index, .infinity, nil)
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

    @inline(__always)
    private func star(_ layer: StarLayer, _ number: Int, _ index: Int, _ limit: Double, _ border: ConeBorder?)
        -> Star?
    {
        let id = SkyObjectID(kind: .star, cell: cell, block: number, index: index)
        var draws = Draws(seed: seed, id.rawValue)
        let position = SkyCells.place(in: cell, draws.next())
        let directions = field.directions(position)
        if let border, !border.contains(position, directions.outward) { return nil }
        let drawn = layer.draw(table, &draws)
        guard drawn.r < limit else { return nil }
        return drawn.star(id, position, directions, table.sightline, &draws)
    }
}
