internal import Detection
internal import Imaging

/// What a proper difference shows on blank sky.
struct ProperSky {
    /// Scatter of D and of the score by their noise.
    let pixelScatter: Double
    let scoreScatter: Double

    /// Pixels that a source or a mask keeps away.
    private static let reach = 6

    /// Of pixels where the smoothed template is within two standard deviations of its sky, some along each axis.
    init(_ difference: ProperDifference, _ pass: ProperPass, _ threads: Int) {
        let masked = difference.image.mask.grown(byX: Self.reach, y: Self.reach, planes: .excluding)
        let smooth = pass.template.image.image.smoothed(sigma: 2, threads: threads)
        let limit = Float(2 * 0.14 * pass.template.noise.typical)
        var (pixels, scores) = ([Float](), [Float]())
        let (width, height, step) = (pass.science.width, pass.science.height, pass.options.tiles.calibrationStep)
        for y in stride(from: 0, to: height, by: step) {
            for x in stride(from: 0, to: width, by: step)
            where smooth[x, y] <= limit && masked[x, y].isDisjoint(with: .excluding) {
                pixels.append(difference.image.image[x, y] / difference.image.variance[x, y].squareRoot())
                scores.append(difference.score[x, y] / difference.scoreNoise[x, y])
            }
        }
        (pixelScatter, scoreScatter) = (Self.scatter(pixels), Self.scatter(scores))
    }

    /// 1 where it is so far from that that it is not noise which is measured: of an image less itself, say.
    private static func scatter(_ values: [Float]) -> Double {
        let scatter = BlankSky.scatter(values)
        return (0.5...2).contains(scatter) ? scatter : 1
    }
}
