internal import SkyMath

/// Everything that is on the sky by the laws of the models, drawn from one seed: any cone of it can be asked for
/// alone and always comes out the same.
public struct SyntheticSky: Sendable, Hashable {
    /// All that is drawn follows from it.
    public let seed: UInt64

    /// The same seed gives the same sky.
    public init(seed: UInt64) { self.seed = seed }

    /// Stars in a cone whose mean r magnitude (AB, with extinction) is less than `limit`, ascending by identifier.
    ///
    /// Complexity: O(cells + stars brighter than about `limit`), 0.2 microseconds and 80 bytes a star.
    public func stars(in cone: SkyCone, brighterThan limit: Double) -> [Star] {
        let cells = SkyCells.cells(cone).map { starCell($0, brighterThan: limit) }
        var stars: [Star] = []
        stars.reserveCapacity(cells.reduce(0) { $0 + $1.number(brighterThan: limit) })
        for cell in cells { cell.collect(&stars, brighterThan: limit, in: cone) }
        return stars
    }

    /// The same, each cell's in an array of its own, drawn by several threads at once.
    ///
    /// - Parameter threads: at least 1; no more than there are cells are of use.
    public func starsByCell(in cone: SkyCone, brighterThan limit: Double, threads: Int) async -> [[Star]] {
        let cells = SkyCells.cells(cone)
        let count = max(1, min(threads, cells.count))
        return await withTaskGroup(of: [(Int, [Star])].self) { group in
            for first in 0..<count {
                group.addTask {
                    stride(from: first, to: cells.count, by: count).map { place in
                        (place, starCell(cells[place], brighterThan: limit).stars(brighterThan: limit, in: cone))
                    }
                }
            }
            return await group.reduce(into: [[Star]](repeating: [], count: cells.count)) { all, part in
                for (place, stars) in part { all[place] = stars }
            }
        }
    }

    /// The stars of one cell, which a caller may keep.
    public func starCell(_ cell: Int64, brighterThan limit: Double) -> StarCell {
        StarCell(seed: seed, cell: cell, brighterThan: limit)
    }

    /// Microlensing of stars brighter than `limit` in a cone, with the peak in a span of time (MJD TAI), ascending by
    /// identifier.
    public func microlensing(in cone: SkyCone, brighterThan limit: Double, peaking span: Range<Double>)
        -> [MicrolensingEvent]
    {
        SkyCells.cells(cone).flatMap { cell in
            starCell(cell, brighterThan: limit).microlensing(brighterThan: limit, peaking: span).filter {
                cone.contains($0.source.position)
            }
        }
    }

    /// Galaxies in a cone whose r magnitude (AB, with extinction) is less than `limit`, ascending by identifier.
    ///
    /// Complexity: O(cells + galaxies brighter than about `limit`).
    public func galaxies(in cone: SkyCone, brighterThan limit: Double) -> [Galaxy] {
        SkyCells.cells(cone).reduce(into: []) { galaxies, cell in
            galaxyCell(cell).collect(&galaxies, brighterThan: limit, in: cone)
        }
    }

    /// The galaxies of one cell, which a caller may keep.
    public func galaxyCell(_ cell: Int64) -> GalaxyCell { GalaxyCell(seed: seed, cell: cell) }
}
