import Dispatch
import SkyMath
import SkyModel
import Synchronization

/// The cells of sky drawn last, for the fields that a night comes back to.
///
/// What a cell holds does not depend on whether it was kept.
final class SourceCache: Sendable {
    fileprivate struct Kept {
        var cells: [Int64: (sources: CellSources, used: Int)] = [:]
        var count = 0
        var clock = 0
    }

    private let request: SkyRequest
    /// Sources kept at most, some 500 bytes each.
    private let most: Int
    var template: TemplateEpochs { request.template }
    private let kept = Mutex(Kept())

    init(_ request: SkyRequest, most: Int = 400_000) {
        self.request = request
        self.most = most
    }

    /// Cells by their numbers. Missing ones are drawn on all processors.
    func cells(_ wanted: [Int64]) -> [CellSources] {
        let missing = kept.withLock { kept in wanted.filter { kept.cells[$0] == nil } }
        let drawn = Mutex<[Int64: CellSources]>([:])
        DispatchQueue.concurrentPerform(iterations: missing.count) { index in
            let cell = CellSources(missing[index], request)
            drawn.withLock { $0[missing[index]] = cell }
        }
        return kept.withLock { kept in
            for (cell, sources) in drawn.withLock({ $0 }) { kept.add(cell, sources) }
            let found = wanted.compactMap { kept.use($0) }
            kept.shrink(to: most)
            return found
        }
    }
}

extension SourceCache.Kept {
    fileprivate mutating func add(_ cell: Int64, _ sources: CellSources) {
        guard cells[cell] == nil else { return }
        cells[cell] = (sources, clock)
        count += sources.sources.count
    }

    fileprivate mutating func use(_ cell: Int64) -> CellSources? {
        clock += 1
        cells[cell]?.used = clock
        return cells[cell]?.sources
    }

    fileprivate mutating func shrink(to most: Int) {
        guard count > most else { return }
        for (cell, entry) in cells.sorted(by: { $0.value.used < $1.value.used }) where count > most {
            count -= entry.sources.sources.count
            cells[cell] = nil
        }
    }
}
