public import Imaging

/// A line of even light convolved with the PSF: what moves during an exposure.
///
/// Source of the model: Veres et al. 2012 (doi:10.1086/668616), here with the image's own PSF in place of a Gaussian. Every usable pixel weighs the same; errors and chi squares reckon with the variances.
public struct TrailFit: Sendable, Hashable {
    /// The middle, in pixels, with its standard deviations.
    public let position: Source.Position
    /// In the image's unit, of the whole trail; below 0 for one that lacks.
    public let flux: Double
    /// Standard deviation, in the image's unit.
    public let fluxError: Double
    /// From end to end, in pixels.
    public let length: Double
    /// Standard deviation in pixels.
    public let lengthError: Double
    /// Direction, degrees from +x towards +y, -90 ... 90; the sense of the motion is not seen.
    public let angle: Double
    /// Standard deviation in degrees; infinite for a trail of no length.
    public let angleError: Double
    /// Chi square of the trail, and of the best point source, over the same pixels.
    public let chi2: Double
    /// That of the best point source.
    public let singleChi2: Double
    /// Usable pixels in the fit.
    public let pixelCount: Int
    /// Whether the fit ended with the middle within `reach` and a line shorter than `side` pixels.
    public let isSettled: Bool

    /// Whether the line has a length of 5 standard deviations and is better than a point by 25 in chi square.
    public var isTrail: Bool { isSettled && length > 5 * lengthError && singleChi2 - chi2 > 25 }

    /// Fits near a place of an image from which the sky was taken. Complexity: O(rounds x length x side^2).
    ///
    /// - Parameters:
    ///   - side: of the square of pixels in the fit; it should hold the trail with its wings.
    ///   - psfSide: of the pixels that the PSF is drawn on.
    ///   - reach: pixels that the middle may move along each axis.
    ///
    /// nil where the place is not a number, or the pixels do not tell.
    public init?(
        of image: MaskedImage, psf: any PSFModel, nearX x: Double, y: Double, side: Int = 61, psfSide: Int = 21,
        reach: Double = 10
    ) {
        guard abs(x) < 1e9, abs(y) < 1e9, (5...1001).contains(side), (3...201).contains(psfSide) else { return nil }
        let box = PixelBox(aroundX: Int(x.rounded()), y: Int(y.rounded()), radius: side / 2)
        let (pixels, sampled) = (FitPixels(image, box), SampledPSF(psf, x: x, y: y, side: psfSide))
        guard pixels.usableCount > 12 else { return nil }
        let single = SceneFit.pointSources(pixels, sampled, [(x, y)], reach: reach, rounds: 30)?.chi2
        guard let start = Self.start(pixels, sampled, x, y, side) else { return nil }
        var scene = SceneFit(pixels, from: [start]) { FitComponent(trail: sampled, $1) }
        scene.run(rounds: 60) { _, values in
            abs(values[1] - x) <= reach && abs(values[2] - y) <= reach
                && values[3] * values[3] + values[4] * values[4] < Double(side * side)
        }
        guard let c = scene.covariance(), let single else { return nil }
        let values = scene.parameters[0]
        let vector = FittedVector(x: values[3], y: values[4], xx: c[18], xy: c[19], yy: c[24])
        position = .init(x: values[1], y: values[2], xError: c[6].squareRoot(), yError: c[12].squareRoot())
        (flux, fluxError) = (values[0], c[0].squareRoot())
        (length, lengthError, angleError) = (vector.length, vector.lengthError, vector.angleError)
        angle = vector.angle > 90 ? vector.angle - 180 : vector.angle < -90 ? vector.angle + 180 : vector.angle
        (chi2, singleChi2, pixelCount) = (scene.chi2, single, pixels.usableCount)
        isSettled = scene.isSettled && !scene.isHeld(0)
    }

    private static func start(
        _ pixels: FitPixels, _ psf: SampledPSF, _ x: Double, _ y: Double, _ side: Int
    ) -> [Double]? {
        TrailStart(pixels, psf, x, y).best(
            lengths: [0.06, 0.1, 0.16, 0.25, 0.4, 0.6].map { max(2, $0 * Double(side)) })
    }
}
