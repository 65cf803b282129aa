internal import CKernels

/// Convolves a stamp with every function of a basis.
///
/// A column of weights is applied to all columns at once; the result is turned, so that the row of weights is applied
/// in the same way. One is made for each thread.
struct BasisStamps: ~Copyable {
    private let basis: KernelBasis
    /// Pixels of a side of the results.
    private let side: Int
    private let room: Room
    private let turned: Room
    private let result: Room

    init(_ basis: KernelBasis, side: Int) {
        (self.basis, self.side) = (basis, side)
        let wide = side + 2 * basis.radius
        room = Room(wide * side + Room.slack)
        turned = Room(wide * side + Room.slack)
        result = Room(side * side)
    }

    /// `body` with the number of each function and its stamp, transposed: x of the stamp counts its rows.
    ///
    /// `source` has side + 2 radius columns and rows, and slack behind the last.
    func forEach(_ source: UnsafePointer<Float>, _ body: (Int, UnsafePointer<Float>) -> Void) {
        let wide = side + 2 * basis.radius
        var family = -1
        for (n, function) in basis.functions.enumerated() {
            if function.family != family {
                family = function.family
                correlate(source, wide, room.pixels, function.column)
                transpose(wide)
            }
            correlate(turned.pixels, side, result.pixels, function.row)
            body(n, result.pixels)
        }
    }

    private func correlate(
        _ source: UnsafePointer<Float>, _ width: Int, _ result: UnsafeMutablePointer<Float>, _ weights: [Double]
    ) {
        let reversed = weights.reversed().map { Float($0) }
        reversed.withUnsafeBufferPointer { weights in
            guard let weights = weights.baseAddress else { return }
            tocsin_correlate(source, width, result, width, width, side, weights, 1, reversed.count)
        }
    }

    private func transpose(_ wide: Int) {
        for y in 0..<side {
            for x in 0..<wide { turned.pixels[x * side + y] = room.pixels[y * wide + x] }
        }
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
