internal import Detection
internal import Imaging

/// The match of two images at the middle of a tile, and how it changes within.
struct LocalMatch: Sendable {
    /// The middle, in pixels.
    let x: Double
    let y: Double
    let ratio: Double
    let shift: (x: Double, y: Double)
    /// Changes a pixel along x and along y: of both shifts, and of the ratio as a share of it.
    private let shiftX: SIMD2<Double>
    private let shiftY: SIMD2<Double>
    private let share: SIMD2<Double>

    /// - Parameter part: of the tile that lies in the image.
    init(_ match: StarMatch, _ part: PixelBox) {
        let x = Double(part.x) + Double(part.width - 1) / 2
        let y = Double(part.y) + Double(part.height - 1) / 2
        let step = Double(max(2, min(part.width, part.height))) / 2
        func slope(_ field: SmoothField) -> SIMD2<Double> {
            let across = field.value(atX: x + step, y: y) - field.value(atX: x - step, y: y)
            let down = field.value(atX: x, y: y + step) - field.value(atX: x, y: y - step)
            return SIMD2(across, down) / (2 * step)
        }
        (self.x, self.y, ratio) = (x, y, match.ratio.value(atX: x, y: y))
        shift = (match.shiftX.value(atX: x, y: y), match.shiftY.value(atX: x, y: y))
        (shiftX, shiftY, share) = (slope(match.shiftX), slope(match.shiftY), slope(match.ratio) / ratio)
    }

    /// The pixels of `tile` of a science image as they are where shift and ratio are those of the middle everywhere.
    ///
    /// Shifts differ by hundredths of a pixel, so that a pixel's slope tells what they change. Noise stays white: a pixel
    /// that takes from one neighbour what it gives to the other is not correlated with either to first order.
    func straightened(_ image: Image<Float>, _ tile: PixelBox) -> Image<Float> {
        let piece = image.piece(tile, beyond: 0)
        guard shiftX != .zero || shiftY != .zero || share != .zero else { return piece }
        var result = piece
        let (width, height) = (piece.width, piece.height)
        piece.withUnsafePixels { piece in
            result.withUnsafeMutablePixels { result in
                for row in 1..<height - 1 {
                    let down = Double(tile.y + row) - y
                    let first = Double(tile.x) - x
                    let (dx, dy) = (Self.line(shiftX, first, down), Self.line(shiftY, first, down))
                    let gain = Self.line(share, first, down)
                    for column in 1..<width - 1 {
                        let (n, t) = (row * width + column, Float(column))
                        let slopeX = (piece[n + 1] - piece[n - 1]) / 2
                        let slopeY = (piece[n + width] - piece[n - width]) / 2
                        let moved = piece[n] + (dx.start + t * dx.step) * slopeX + (dy.start + t * dy.step) * slopeY
                        result[n] = moved * (1 - (gain.start + t * gain.step))
                    }
                }
            }
        }
        return result
    }

    /// Values along a row that begins `across` pixels from the middle.
    private static func line(_ slope: SIMD2<Double>, _ across: Double, _ down: Double) -> (start: Float, step: Float) {
        (Float(slope.x * across + slope.y * down), Float(slope.x))
    }
}
