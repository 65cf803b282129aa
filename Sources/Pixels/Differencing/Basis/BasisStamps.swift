internal import CKernels

/// Convolves a stamp with every function of a basis.
///
/// A column of weights is applied to all columns at once; the result is turned, so that the row of weights is applied
/// in the same way. One is made for each thread.
struct BasisStamps: ~Copyable {
    private let functions: [(column: Taps, row: Taps, family: Int)]
    private let radius: Int
    /// Pixels of a side of the results.
    private let side: Int
    private let room: Room
    private let turned: Room

    init(_ basis: KernelBasis, side: Int) {
        (radius, self.side) = (basis.radius, side)
        functions = basis.functions.map { (Taps($0.column), Taps($0.row), $0.family) }
        let wide = side + 2 * basis.radius
        room = Room(wide * side + Room.slack)
        turned = Room(wide * side + Room.slack)
    }

    /// The stamp of each function, one after the other, transposed: x of the stamp counts its rows.
    ///
    /// `source` has side + 2 radius columns and rows, and slack behind the last.
    func fill(_ planes: UnsafeMutablePointer<Float>, from source: UnsafePointer<Float>) {
        let wide = side + 2 * radius
        var family = -1
        for (n, function) in functions.enumerated() {
            if function.family != family {
                family = function.family
                correlate(source, wide, room.pixels, function.column)
                tocsin_transpose(room.pixels, wide, side, turned.pixels)
            }
            correlate(turned.pixels, side, planes + n * side * side, function.row)
        }
    }

    private func correlate(
        _ source: UnsafePointer<Float>, _ width: Int, _ result: UnsafeMutablePointer<Float>, _ taps: Taps
    ) {
        taps.weights.withUnsafeBufferPointer { weights in
            guard let first = weights.baseAddress else { return }
            tocsin_correlate(
                source + (radius - taps.reach) * width, width, result, width, width, side, first, 1, weights.count)
        }
    }
}

/// Weights about the middle one, turned, without those beyond which all are less than the rounding of the greatest.
private struct Taps {
    let weights: [Float]
    let reach: Int

    init(_ all: [Double]) {
        let middle = all.count / 2
        let least = 1e-9 * all.reduce(0) { max($0, abs($1)) }
        // As many at least as the correlation sums at once.
        reach = min(
            middle, max(3, (0...middle).last { abs(all[middle + $0]) > least || abs(all[middle - $0]) > least } ?? 0))
        weights = all[middle - reach...middle + reach].reversed().map { Float($0) }
    }
}

/// Room for floats, with what the convolution may read behind the last counted in.
struct Room: ~Copyable {
    /// Floats that a convolution may read beyond what it was given.
    static let slack = 192
    let pixels: UnsafeMutablePointer<Float>

    init(_ count: Int) {
        pixels = .allocate(capacity: count)
        pixels.initialize(repeating: 0, count: count)
    }

    deinit { pixels.deallocate() }
}
