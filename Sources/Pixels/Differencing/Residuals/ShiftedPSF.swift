internal import Imaging

/// A PSF that is looked at from many places of a part of a pixel's distance.
///
/// Lanczos's kernel of order four moves it, first along rows, then along columns; beyond its square it is 0.
struct ShiftedPSF {
    /// Pixels that a shift may have along each axis.
    private static let reach = 6
    private static let taps = 8
    /// Pixels on each side of the middle that are kept: those that the stamp may ask for.
    private static let radius = PeakStamp.radius + reach + taps / 2
    private static let side = 2 * radius + 1
    /// Rows that the stamp's are made of.
    private static let rows = PeakStamp.side + taps - 1

    private let values: [Float]

    init(_ psf: Image<Float>) {
        let middle = psf.width / 2
        let box = PixelBox(
            x: middle - Self.radius, y: psf.height / 2 - Self.radius, width: Self.side, height: Self.side)
        values = psf.cropped(to: box, filledWith: 0).pixels
    }

    /// The light in the pixels of a stamp of a source that is (x, y) from its middle, at most 6 pixels along each axis.
    /// Complexity: O(stamp's pixels x 16).
    func profile(_ x: Double, _ y: Double) -> [Double] {
        let (along, across) = (Stencil(x), Stencil(y))
        var lines = [Float](repeating: 0, count: Self.rows * PeakStamp.side)
        var result = [Float](repeating: 0, count: PeakStamp.count)
        for row in 0..<Self.rows {
            let start = (across.first + row) * Self.side + along.first
            Self.add(values, start, step: 1, along.weights, to: &lines, row * PeakStamp.side)
        }
        for row in 0..<PeakStamp.side {
            let start = row * PeakStamp.side
            Self.add(lines, start, step: PeakStamp.side, across.weights, to: &result, start)
        }
        return result.map { Double($0) }
    }

    /// Adds a row of the stamp's width for each weight, those of `source` lying `step` apart.
    private static func add(
        _ source: [Float], _ start: Int, step: Int, _ weights: [Float], to result: inout [Float], _ place: Int
    ) {
        source.withUnsafeBufferPointer { source in
            result.withUnsafeMutableBufferPointer { result in
                for (tap, weight) in weights.enumerated() {
                    let from = start + tap * step
                    for i in 0..<PeakStamp.side { result[place + i] += weight * source[from + i] }
                }
            }
        }
    }

    /// What a pixel of the stamp is made of, by the shift along an axis.
    private struct Stencil {
        /// Column of the first pixel that the stamp's first is made of.
        let first: Int
        let weights: [Float]

        init(_ shift: Double) {
            let held = max(-Double(ShiftedPSF.reach), min(Double(ShiftedPSF.reach), shift))
            let whole = (-held).rounded(.down)
            first = ShiftedPSF.radius - PeakStamp.radius + Int(whole) - (ShiftedPSF.taps / 2 - 1)
            weights = Lanczos.four.taps(offset: -held - whole)
        }
    }
}
