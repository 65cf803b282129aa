internal import Imaging

/// The cells that an image is divided into: equal ones, as near as can be to a wanted size.
struct CellGrid {
    let width: Int
    let height: Int
    let columns: Int
    let rows: Int

    init(width: Int, height: Int, cell: Int) {
        (self.width, self.height) = (width, height)
        columns = max(1, (width + cell / 2) / max(1, cell))
        rows = max(1, (height + cell / 2) / max(1, cell))
    }

    var count: Int { columns * rows }

    /// The pixels of a cell, cells counted row after row.
    func box(_ n: Int) -> PixelBox {
        let (i, j) = (n % columns, n / columns)
        return PixelBox(
            columns: i * width / columns..<(i + 1) * width / columns,
            rows: j * height / rows..<(j + 1) * height / rows)
    }

    /// The map of a value for each cell. Throws `DetectionError` when one is not finite.
    func map(_ values: [Double]) throws -> SmoothMap {
        try SmoothMap(width: width, height: height, nodes: Image(width: columns, height: rows, pixels: values))
    }

    /// The values with those missing (nil) taken from the others: smooth in between, so that a slope is kept.
    ///
    /// Each missing value becomes the mean of its neighbours along both axes, of which those beyond the grid do not count.
    /// nil where all are missing.
    func completed(_ values: [Double?]) -> [Double]? {
        let known = values.compactMap { $0 }
        guard !known.isEmpty else { return nil }
        let mean = known.reduce(0, +) / Double(known.count)
        var result = values.map { $0 ?? mean }
        let missing = values.indices.filter { values[$0] == nil }
        for _ in 0..<(missing.isEmpty ? 0 : 20 * (columns + rows)) {
            for n in missing {
                let sum = neighbours(n).reduce(0) { $0 + result[$1] }
                result[n] = sum / Double(max(1, neighbours(n).count))
            }
        }
        return result
    }

    private func neighbours(_ n: Int) -> [Int] {
        let (i, j) = (n % columns, n / columns)
        let all = [(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)]
        return all.filter { (0..<columns).contains($0.0) && (0..<rows).contains($0.1) }.map { $0.1 * columns + $0.0 }
    }
}
