public import SkyMath

/// Small discs about places of the sky, by the cells they touch: which of a cell's objects lie there is known from the
/// first of the numbers they are drawn by, so that the rest of the cell need not be drawn.
public struct SkyPatches: Sendable {
    /// Cells that any disc touches, ascending.
    public let cells: [Int64]
    private let byCell: [Int64: Range<Int>]
    private let order: Int
    /// Pixels of the fine grid with the number of the place, ascending.
    private let entries: [(pixel: Int64, place: Int32)]

    /// Discs of one radius: see the other.
    public init(around places: [SkyPosition], radius: Double, order: Int) {
        self.init(around: places, order: order) { _ in radius }
    }

    /// - Parameters:
    ///   - order: of the grid on which the discs are laid out, 8 to 16: its pixels are best about as wide as the discs.
    ///   - radius: of each place by its number, degrees, below a tenth of one.
    ///
    /// Complexity: O(n log n).
    public init(around places: [SkyPosition], order: Int, radius: (Int) -> Double) {
        let order = min(max(order, SkyCells.order + 1), 16)
        let grid = HEALPix(order: order)
        let shift = Int64(2 * (order - SkyCells.order))
        var entries: [(pixel: Int64, place: Int32)] = []
        for (number, place) in places.enumerated() {
            for pixel in grid.disc(place, radius: radius(number)) { entries.append((pixel, Int32(number))) }
        }
        entries.sort { $0 < $1 }
        var byCell: [Int64: Range<Int>] = [:]
        var start = 0
        for index in entries.indices
        where index + 1 == entries.count || entries[index + 1].pixel >> shift != entries[index].pixel >> shift {
            byCell[entries[index].pixel >> shift] = start..<index + 1
            start = index + 1
        }
        (self.entries, self.byCell, self.order) = (entries, byCell, order)
        cells = byCell.keys.sorted()
    }

    /// What of the discs lies in one cell; nil where nothing does. Complexity: O(discs of the cell).
    public func inCell(_ cell: Int64) -> CellPatches? {
        byCell[cell].map { CellPatches(cell: cell, order: order, entries: entries[$0]) }
    }
}

/// The discs in one cell.
public struct CellPatches: Sendable {
    private let shift: UInt64
    private var bits: [UInt64]
    private let entries: ArraySlice<(pixel: Int64, place: Int32)>
    private let first: Int64

    init(cell: Int64, order: Int, entries: ArraySlice<(pixel: Int64, place: Int32)>) {
        let depth = 2 * (order - SkyCells.order)
        shift = UInt64(64 - depth)
        first = cell << Int64(depth)
        bits = Array(repeating: 0, count: max((1 << depth) / 64, 1))
        self.entries = entries
        for entry in entries {
            let place = Int(entry.pixel - first)
            bits[place >> 6] |= 1 << UInt64(place & 63)
        }
    }

    /// Whether an object whose place is drawn from `random` may lie in a disc.
    @inline(__always)
    func mayHold(_ random: UInt64) -> Bool {
        let place = random >> shift
        return (bits[Int(place >> 6)] >> (place & 63)) & 1 == 1
    }

    /// Numbers of the places about which an object may lie.
    public func places(near position: SkyPosition) -> [Int] {
        let depth = Int64(64 - shift)
        let pixel = HEALPix(order: SkyCells.order + Int(depth) / 2).pixel(position)
        return places(ofPixel: pixel)
    }

    func places(_ random: UInt64) -> [Int] { places(ofPixel: first + Int64(random >> shift)) }

    private func places(ofPixel pixel: Int64) -> [Int] {
        var (low, high) = (entries.startIndex, entries.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].pixel < pixel { low = middle + 1 } else { high = middle }
        }
        return entries[low...].prefix { $0.pixel == pixel }.map { Int($0.place) }
    }
}
