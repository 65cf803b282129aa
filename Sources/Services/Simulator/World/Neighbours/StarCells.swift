import SkyModel
import Synchronization

/// The tables that stars are drawn by, of the cells used last: variables, bright stars and neighbours of a visit share them.
///
/// Some 100 kB a cell. What is drawn does not depend on whether a table was kept.
final class StarCells: Sendable {
    fileprivate struct Kept {
        var cells: [Int64: (cell: StarCell, used: Int)] = [:]
        var clock = 0
    }

    private let sky: SyntheticSky
    private let limit: Double
    /// Cells kept: those of two fields.
    private static let most = 128
    private let kept = Mutex(Kept())

    /// - Parameter limit: the faintest r magnitude that will be asked for.
    init(_ sky: SyntheticSky, brighterThan limit: Double) { (self.sky, self.limit) = (sky, limit) }

    /// Complexity: O(1) for a cell that was kept, else a fraction of a millisecond.
    func cell(_ number: Int64) -> StarCell {
        if let known = kept.withLock({ $0.use(number) }) { return known }
        let made = sky.starCell(number, brighterThan: limit)
        kept.withLock { $0.add(made, number, most: Self.most) }
        return made
    }
}

extension StarCells.Kept {
    fileprivate mutating func use(_ number: Int64) -> StarCell? {
        clock += 1
        cells[number]?.used = clock
        return cells[number]?.cell
    }

    fileprivate mutating func add(_ cell: StarCell, _ number: Int64, most: Int) {
        cells[number] = (cell, clock)
        guard cells.count > most, let oldest = cells.min(by: { $0.value.used < $1.value.used }) else { return }
        cells[oldest.key] = nil
    }
}
