internal import Imaging

/// Finds light that is sharper than a star, as cosmic rays and hot pixels are, by what becomes of it when it is matched.
///
/// A star loses P(0) / T(0) of its height when its PSF P is brought to the target T; a single pixel loses far more. What a
/// warp's kernel leaves around a single pixel changes its sign, so that somewhere it is nothing once matched, and would be
/// in nobody's list of extremes. Near such light the matched values are made the highest about.
struct SharpLight {
    /// Pixels that the warp's kernel reaches, and one more.
    let reach: Int
    /// How much more than a star's height must be lost, and by how many standard deviations.
    private static let factor: Float = 1.4
    private static let significance: Float = 8

    /// - Parameter loss: the highest P(0) / T(0) of the exposure.
    func spread(_ matched: inout Image<Float>, of light: MaskedImage, loss: Float) {
        let original = matched
        for (x, y) in places(original, light, loss) {
            let box = PixelBox(aroundX: x, y: y, radius: reach).intersection(light.bounds)
            let top = highest(original, in: box)
            for row in box.rows {
                for column in box.columns where matched[column, row] < top { matched[column, row] = top }
            }
        }
    }

    private func places(_ matched: Image<Float>, _ light: MaskedImage, _ loss: Float) -> [(x: Int, y: Int)] {
        var result: [(x: Int, y: Int)] = []
        for y in 0..<matched.height {
            for x in 0..<matched.width where matched[x, y].isFinite {
                let (value, noise) = (light.image[x, y], Self.significance * light.variance[x, y].squareRoot())
                guard value > noise + Self.factor * loss * max(0, matched[x, y]) else { continue }
                let near = PixelBox(aroundX: x, y: y, radius: 1).intersection(matched.bounds)
                if value > noise + Self.factor * loss * max(0, highest(matched, in: near)) { result.append((x, y)) }
            }
        }
        return result
    }

    private func highest(_ image: Image<Float>, in box: PixelBox) -> Float {
        box.rows.reduce(-Float.infinity) { top, y in box.columns.reduce(top) { max($0, image[$1, y]) } }
    }
}
