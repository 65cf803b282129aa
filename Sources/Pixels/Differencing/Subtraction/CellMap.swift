internal import Imaging

/// A smooth map given by one value for each square cell of an image.
struct CellMap: Sendable, Hashable {
    let cell: Int
    let columns: Int
    let rows: Int
    /// Row after row; the value of a cell is that of its centre.
    private(set) var values: [Float]

    /// The clipped mean of each cell's pixels that `isUsed` lets through, the median where both differ by 0.3
    /// scatters; of cells with less than a thirtieth of their pixels, the median of the others.
    init(_ image: Image<Float>, cell: Int, threads: Int, isUsed: @Sendable (Int) -> Bool) {
        self.cell = cell
        let columns = max(1, (image.width + cell / 2) / cell)
        let rows = max(1, (image.height + cell / 2) / cell)
        (self.columns, self.rows) = (columns, rows)
        values = Array(repeating: .nan, count: columns * rows)
        values.withUnsafeMutableBufferPointer { values in
            let lent = Lent(values)
            concurrently(columns * rows, threads: threads) { n in
                let (column, row) = (n % columns, n / columns)
                let box = PixelBox(
                    columns: column * cell..<(column == columns - 1 ? image.width : (column + 1) * cell),
                    rows: row * cell..<(row == rows - 1 ? image.height : (row + 1) * cell))
                lent.pointer[n] = Self.value(image, box, isUsed)
            }
        }
        let known = values.filter(\.isFinite)
        let middle = known.isEmpty ? 0 : ClippedStatistics(of: known).median
        for n in values.indices where !values[n].isFinite { values[n] = middle }
    }

    private static func value(_ image: Image<Float>, _ box: PixelBox, _ isUsed: (Int) -> Bool) -> Float {
        var used = [Float](unsafeUninitializedCapacity: box.area) { result, count in
            image.withUnsafePixels { pixels in
                for y in box.rows {
                    for n in y * image.width + box.x..<y * image.width + box.endX {
                        result[count] = pixels[n]
                        count += isUsed(n) ? 1 : 0
                    }
                }
            }
        }
        guard 30 * used.count > box.area else { return .nan }
        return used.withUnsafeMutableBufferPointer { used in
            // Of a skewed cell the median counts, and all that was kept, which lies in front, makes it.
            let statistics = ClippedStatistics(of: used, orderedBy: max(1, used.count / 2000))
            let isSkewed = abs(statistics.mean - Double(statistics.median)) > 0.3 * statistics.scatter
            guard isSkewed else { return Float(statistics.mean) }
            return Selection.median(of: UnsafeMutableBufferPointer(rebasing: used[..<statistics.count]))
        }
    }

    /// The map's values at the columns of `places`, in row `y`: cubic between the centres of cells, constant beyond the
    /// outermost.
    func row(_ y: Int, _ places: CellColumns) -> [Float] {
        let up = Cubic(place(y), rows)
        let mixed = (0..<columns).map { column in
            (0..<4).reduce(Float(0)) { $0 + up.weights[$1] * values[up.points[$1] * columns + column] }
        }
        return places.values(mixed)
    }

    /// How the columns of an image of `width` pixels lie between the centres of cells.
    func places(width: Int) -> CellColumns { CellColumns((0..<width).map { Cubic(place($0), columns) }) }

    private func place(_ pixel: Int) -> Float { (Float(pixel) - Float(cell - 1) / 2) / Float(cell) }
}

/// Places of an image's columns in a row of cells.
struct CellColumns: Sendable {
    /// Columns between the same cells.
    private struct Run {
        var columns: Range<Int>
        let points: SIMD4<Int>
    }

    private var runs: [Run] = []
    /// The weights of the first cell for all columns, then those of the second, the third and the fourth.
    private var weights: [Float]
    private let width: Int

    fileprivate init(_ cubics: [Cubic]) {
        width = cubics.count
        weights = (0..<4).flatMap { point in cubics.map { $0.weights[point] } }
        for (x, cubic) in cubics.enumerated() {
            if let last = runs.last, last.points == cubic.points {
                runs[runs.count - 1].columns = last.columns.lowerBound..<x + 1
            } else {
                runs.append(Run(columns: x..<x + 1, points: cubic.points))
            }
        }
    }

    /// - Parameter cells: of the row.
    fileprivate func values(_ cells: [Float]) -> [Float] {
        [Float](unsafeUninitializedCapacity: width) { result, count in
            weights.withUnsafeBufferPointer { weights in
                for run in runs {
                    let (a, b) = (cells[run.points[0]], cells[run.points[1]])
                    let (c, d) = (cells[run.points[2]], cells[run.points[3]])
                    for x in run.columns {
                        let (first, second) = (a * weights[x] + b * weights[width + x], 2 * width + x)
                        result[x] = first + c * weights[second] + d * weights[width + second]
                    }
                }
            }
            count = width
        }
    }
}

/// Catmull and Rom's interpolation between four points in a row.
private struct Cubic: Sendable {
    let points: SIMD4<Int>
    let weights: SIMD4<Float>

    init(_ place: Float, _ count: Int) {
        let held = min(max(place, 0), Float(count - 1))
        let first = min(Int(held), max(0, count - 2))
        let t = held - Float(first)
        points = SIMD4(max(0, first - 1), first, min(count - 1, first + 1), min(count - 1, first + 2))
        weights =
            SIMD4(
                -t * (1 - t) * (1 - t), 2 - 5 * t * t + 3 * t * t * t, t + 4 * t * t - 3 * t * t * t, t * t * (t - 1))
            / 2
    }
}
