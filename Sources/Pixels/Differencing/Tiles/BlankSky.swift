internal import Detection
internal import Imaging

/// Samples of blank sky in a tile: values that should have the scatter 1.
struct BlankSky: Sendable {
    private(set) var significances: [Float] = []
    private(set) var pulls: [Float] = []

    /// Pixels that a source or a mask keeps away.
    private static let reach = 6

    /// Of the pixels of a tile's core some along each axis.
    init(_ room: TileRoom, _ core: PixelBox, _ difference: Difference, _ pass: TilePass) {
        let blank = Self.pixels(core, difference, isColoured: pass.colour != nil)
        let step = pass.options.calibrationStep
        let (margin, inner) = ((room.white.width - core.width) / 2, NullVariance.margin)
        for v in stride(from: 0, to: blank.height, by: step) {
            for u in stride(from: 0, to: blank.width, by: step) where blank[u, v] {
                significances.append(room.significance[u + margin, v + margin])
                pulls.append(room.white[u + margin, v + margin] / room.variance[u + inner, v + inner].squareRoot())
            }
        }
    }

    /// Which pixels of a tile's core show neither a source of the template nor what a mask leaves out; as far as the image
    /// reaches.
    ///
    /// - Parameter isColoured: whether the template's noise may be larger in sums than its variance tells; what is beyond
    ///   it is then taken from pixels below the median.
    static func pixels(_ core: PixelBox, _ difference: Difference, isColoured: Bool) -> Image<Bool> {
        let mask = difference.mask
        let part = core.intersection(mask.bounds)
        let around = part.grown(by: reach)
        let smooth = difference.template.piece(around, beyond: 0).smoothed(sigma: 2)
        let masked = mask.piece(around, beyond: .edge).grown(byX: reach, y: reach)
        var limit = Float(2 * 0.14 * difference.model.template.sky.squareRoot())
        if isColoured { limit = max(limit, 2 * lowerScatter(smooth)) }
        var result = Image<Bool>(width: part.width, height: part.height, repeating: false)
        for y in 0..<part.height {
            for x in 0..<part.width {
                let (column, row) = (x + part.x - around.x, y + part.y - around.y)
                result[x, y] = smooth[column, row] <= limit && masked[column, row].isDisjoint(with: .excluding)
            }
        }
        return result
    }

    /// Between the median and the 16th percentile.
    private static func lowerScatter(_ image: Image<Float>) -> Float {
        let sorted = image.pixels.filter(\.isFinite).sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2] - sorted[sorted.count * 16 / 100]
    }

    init(_ parts: [BlankSky]) {
        significances = parts.flatMap(\.significances)
        pulls = parts.flatMap(\.pulls)
    }

    /// The scatter of values, 1 where there are too few to tell.
    static func scatter(_ values: [Float]) -> Double {
        let scatter = Double(MedianDeviation(of: values).scatter)
        return values.count >= 1000 && scatter > 0 && scatter.isFinite ? scatter : 1
    }
}
