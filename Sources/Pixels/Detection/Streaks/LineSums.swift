internal import Imaging

/// Sums of an image along all lines that rise by 0 ... 1 pixels a column, from the first column to the last.
///
/// Lines are made of two halves of half the rise (Brady 1998, doi:10.1137/S0097539793256673), so that lines share sums.
struct LineSums {
    /// A power of two, of which those beyond the image are 0.
    let columns: Int
    /// Rows where a line can begin: `columns` below the image, and the image's.
    private let rows: Int
    /// By rise, then by row.
    private let sums: [Float]

    /// Complexity: O(columns x rows x log columns).
    init(_ image: Image<Float>) {
        var columns = 1
        while columns < image.width { columns *= 2 }
        let rows = columns + image.height
        var (sums, next) = (Array(repeating: Float(0), count: columns * rows), [Float]())
        for y in 0..<image.height {
            for x in 0..<image.width { sums[x * rows + columns + y] = image[x, y] }
        }
        next = sums
        var width = 1
        while width < columns {
            Self.join(sums, into: &next, width: width, columns: columns, rows: rows)
            swap(&sums, &next)
            width *= 2
        }
        (self.columns, self.rows, self.sums) = (columns, rows, sums)
    }

    /// Strips of `width` columns, joined two by two.
    private static func join(_ sums: [Float], into next: inout [Float], width: Int, columns: Int, rows: Int) {
        sums.withUnsafeBufferPointer { sums in
            next.withUnsafeMutableBufferPointer { next in
                guard let sums = sums.baseAddress, let next = next.baseAddress else { return }
                for strip in stride(from: 0, to: columns, by: 2 * width) {
                    for rise in 0..<2 * width {
                        let left = sums + (strip + rise / 2) * rows
                        let shift = (rise + 1) / 2
                        let right = sums + (strip + width + rise / 2) * rows + shift
                        let sum = next + (strip + rise) * rows
                        for row in 0..<rows - shift { sum[row] = left[row] + right[row] }
                        for row in rows - shift..<rows { sum[row] = left[row] }
                    }
                }
            }
        }
    }

    /// The line whose sum by the root of its weight is greatest, among those of at least the weight `least`; `row` is where
    /// it begins, below 0 below the image.
    func best(weights: LineSums, least: Float) -> (rise: Int, row: Int, significance: Float)? {
        var best: (place: Int, square: Float)?
        sums.withUnsafeBufferPointer { sums in
            weights.sums.withUnsafeBufferPointer { weights in
                for n in 0..<sums.count where weights[n] >= least && sums[n] > 0 {
                    let square = sums[n] * sums[n] / weights[n]
                    if square > best?.square ?? 0 { best = (n, square) }
                }
            }
        }
        return best.map { ($0.place / rows, $0.place % rows - columns, $0.square.squareRoot()) }
    }
}

/// One of the four ways to turn an image so that its lines rise by 0 ... 1 pixels a column.
struct LineSector {
    let turned: Bool
    let flipped: Bool

    func turned(_ image: Image<Float>) -> Image<Float> {
        let (width, height) = turned ? (image.height, image.width) : (image.width, image.height)
        var result = Image<Float>(width: width, height: height, repeating: 0)
        for y in 0..<height {
            let row = flipped ? height - 1 - y : y
            for x in 0..<width { result[x, y] = turned ? image[row, x] : image[x, row] }
        }
        return result
    }

    /// A place in the turned image as one in the image of a width and height.
    func back(_ place: (Double, Double), width: Int, height: Int) -> (Double, Double) {
        let rows = turned ? width : height
        let y = flipped ? Double(rows - 1) - place.1 : place.1
        return turned ? (y, place.0) : (place.0, y)
    }
}
