import SkyMath
import SkyModel
import Synchronization

/// The cells of sky drawn last, for the fields that a night comes back to.
///
/// What a cell holds does not depend on whether it was kept. A field that is too crowded is kept in part: cells of the
/// visit at hand give way to none.
final class SourceCache: Sendable {
    fileprivate struct Kept {
        var cells: [Int64: (sources: CellSources, visit: Int)] = [:]
        var count = 0
    }

    private let request: SkyRequest
    /// Sources kept at most: fields come back within the hour. A long night with as many takes some 1.4 GiB in all.
    private let most: Int
    var template: TemplateEpochs { request.template }
    private let kept = Mutex(Kept())

    init(_ request: SkyRequest, most: Int = 300_000) {
        self.request = request
        self.most = most
    }

    /// A cell by its number, for a visit: as it was kept, or drawn. Complexity: O(stars and galaxies) of one that is drawn.
    func cell(_ number: Int64, visit: Int) -> CellSources {
        if let known = kept.withLock({ $0.use(number, visit) }) { return known }
        let drawn = CellSources(number, request)
        kept.withLock { $0.keep(number, drawn, visit, most) }
        return drawn
    }
}

extension SourceCache.Kept {
    fileprivate mutating func use(_ cell: Int64, _ visit: Int) -> CellSources? {
        cells[cell]?.visit = visit
        return cells[cell]?.sources
    }

    fileprivate mutating func keep(_ cell: Int64, _ drawn: CellSources, _ visit: Int, _ most: Int) {
        guard cells[cell] == nil else { return }
        let held = cells.values.reduce(0) { $1.visit == visit ? $0 + $1.sources.sources.count : $0 }
        guard held + drawn.sources.count <= most else { return }
        if count + drawn.sources.count > most { shrink(to: most - drawn.sources.count, for: visit) }
        cells[cell] = (drawn, visit)
        count += drawn.sources.count
    }

    /// Lets the cells go that were not used for the longest time.
    private mutating func shrink(to most: Int, for visit: Int) {
        let others = cells.filter { $0.value.visit != visit }
        for (cell, entry) in others.sorted(by: { ($0.value.visit, $0.key) < ($1.value.visit, $1.key) })
        where count > most {
            count -= entry.sources.sources.count
            cells[cell] = nil
        }
    }
}
