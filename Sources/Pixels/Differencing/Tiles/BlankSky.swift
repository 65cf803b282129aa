internal import Detection
internal import Imaging

/// Samples of blank sky in a tile: values that should have the scatter 1.
struct BlankSky: Sendable {
    private(set) var significances: [Float] = []
    private(set) var pulls: [Float] = []

    /// Pixels that a source or a mask keeps away.
    private static let reach = 6

    /// Of the pixels of a tile's core some along each axis.
    init(_ room: TileRoom, _ core: PixelBox, _ difference: Difference, _ options: TileOptions) {
        let (mask, step) = (difference.mask, options.calibrationStep)
        let part = core.intersection(mask.bounds)
        let around = part.grown(by: Self.reach)
        let smooth = difference.template.piece(around, beyond: 0).smoothed(sigma: 2)
        let masked = mask.piece(around, beyond: .edge).grown(byX: Self.reach, y: Self.reach)
        let limit = Float(2 * 0.14 * difference.model.template.sky.squareRoot())
        let (margin, inner) = ((room.white.width - core.width) / 2, NullVariance.margin)
        for y in stride(from: part.y, to: part.endY, by: step) {
            for x in stride(from: part.x, to: part.endX, by: step) {
                let (column, row) = (x - around.x, y - around.y)
                guard smooth[column, row] <= limit, masked[column, row].isDisjoint(with: .excluding) else { continue }
                let (u, v) = (x - core.x, y - core.y)
                significances.append(room.significance[u + margin, v + margin])
                pulls.append(room.white[u + margin, v + margin] / room.variance[u + inner, v + inner].squareRoot())
            }
        }
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
