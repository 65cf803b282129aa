internal import Imaging

/// The variance of the score of one tile: that of the light and of the registration.
struct ScoreNoise {
    let squareX: Float
    let squareY: Float

    init(_ match: StarMatch) {
        squareX = Float(match.sigmaX * match.sigmaX)
        squareY = Float(match.sigmaY * match.sigmaY)
    }

    /// V of the score at place `n` of a tile of `width` pixels a row, the sky's left out.
    ///
    /// The stars' shifts are those of one image against the other, so that each image's gradient counts with half of their
    /// variance.
    @inline(__always)
    func variance(
        _ science: UnsafePointer<Float>, _ template: UnsafePointer<Float>, _ light: Float, _ n: Int, _ width: Int
    ) -> Float {
        let (nx, ny) = (science[n + 1] - science[n - 1], science[n + width] - science[n - width])
        let (rx, ry) = (template[n + 1] - template[n - 1], template[n + width] - template[n - width])
        return max(0, light) + (squareX * (nx * nx + rx * rx) + squareY * (ny * ny + ry * ry)) / 8
    }
}
