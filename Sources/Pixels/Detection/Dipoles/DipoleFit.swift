public import Imaging

/// Two point sources of opposite signs, fitted together: what a moved or badly registered star leaves in a difference image.
///
/// Every usable pixel weighs the same; errors and chi squares reckon with the variances. Places are in pixels.
public struct DipoleFit: Sendable, Hashable {
    /// The part above 0 and that below 0; at less than half a FWHM apart fluxes and separation are known together only, as
    /// the errors say.
    public let positive: PSFFit
    /// The part below 0.
    public let negative: PSFFit
    /// From the negative to the positive part, with its standard deviation, in pixels.
    public let separation: Double
    /// Standard deviation in pixels.
    public let separationError: Double
    /// Direction from the negative to the positive part, degrees from +x towards +y.
    public let angle: Double
    /// Standard deviation in degrees; infinite where both parts are at one place.
    public let angleError: Double
    /// Chi square of both parts, and of the best single point source, over the same pixels.
    public let chi2: Double
    /// That of one point source, begun at the highest or the lowest place, whichever fits better.
    public let singleChi2: Double
    /// Usable pixels in the fit.
    public let pixelCount: Int
    /// Whether the fit ended, with one part above 0 and one below.
    public let isSettled: Bool

    /// The middle between the parts.
    public var x: Double { (positive.x + negative.x) / 2 }
    /// The same along y.
    public var y: Double { (positive.y + negative.y) / 2 }

    /// Whether both parts are better than one by 25 in chi square, and neither has less than a fifth of the other's flux.
    public var isDipole: Bool {
        let (a, b) = (positive.flux, -negative.flux)
        return isSettled && singleChi2 - chi2 > 25 && min(a, b) > max(a, b) / 5
    }

    /// Fits near a place of an image from which the sky was taken. Complexity: O(rounds x side^2).
    ///
    /// - Parameters:
    ///   - side: of the square of pixels in the fit; it should hold both parts with their wings.
    ///   - reach: pixels that each part may move from where it is seen first.
    ///
    /// nil where the place is not a number, or too few pixels are usable.
    public init?(
        of image: MaskedImage, psf: any PSFModel, nearX x: Double, y: Double, side: Int = 21, reach: Double = 4
    ) {
        guard abs(x) < 1e9, abs(y) < 1e9, (5...201).contains(side) else { return nil }
        let box = PixelBox(aroundX: Int(x.rounded()), y: Int(y.rounded()), radius: side / 2)
        let (pixels, sampled) = (FitPixels(image, box), SampledPSF(psf, x: x, y: y, side: side))
        guard pixels.usableCount > 12, let start = Extremes(pixels, sampled) else { return nil }
        let places = [start.highest, start.lowest]
        let single = places.compactMap {
            SceneFit.pointSources(pixels, sampled, [$0], reach: reach, rounds: 20)?.chi2
        }.min()
        guard let scene = SceneFit.pointSources(pixels, sampled, places, reach: reach, rounds: 60),
            let covariance = scene.covariance(), let single
        else { return nil }
        let parts = (PSFFit(scene, 0, covariance), PSFFit(scene, 1, covariance))
        (positive, negative) = parts.0.flux >= parts.1.flux ? parts : (parts.1, parts.0)
        let vector = Self.vector(from: negative, to: positive, covariance)
        (separation, separationError) = (vector.length, vector.lengthError)
        (angle, angleError) = (vector.angle, vector.angleError)
        (chi2, singleChi2, pixelCount) = (scene.chi2, single, pixels.usableCount)
        isSettled = positive.isSettled && negative.isSettled && positive.flux > 0 && negative.flux < 0
    }

    private static func vector(from a: PSFFit, to b: PSFFit, _ covariance: [Double]) -> FittedVector {
        func variance(_ i: Int, _ j: Int) -> Double {
            covariance[i * 6 + j] - covariance[i * 6 + j + 3] - covariance[(i + 3) * 6 + j]
                + covariance[(i + 3) * 6 + j + 3]
        }
        return FittedVector(x: b.x - a.x, y: b.y - a.y, xx: variance(1, 1), xy: variance(1, 2), yy: variance(2, 2))
    }
}

/// Where a difference image, smoothed by the PSF, is highest and lowest.
private struct Extremes {
    let highest: (x: Double, y: Double)
    let lowest: (x: Double, y: Double)

    /// nil where nothing is above 0, or nothing below. The outer fifths of the pixels are not looked at.
    init?(_ pixels: FitPixels, _ psf: SampledPSF) {
        let matched = pixels.matched(to: psf, reach: 5)
        let box = pixels.box
        let inner = box.grown(by: -(min(box.width, box.height) / 5))
        var (high, low) = ((value: Float(0), x: 0, y: 0), (value: Float(0), x: 0, y: 0))
        for y in inner.rows {
            for x in inner.columns {
                let value = matched[place(0, x, y, box)]
                if value > high.value { high = (value, x, y) }
                if value < low.value { low = (value, x, y) }
            }
        }
        guard high.value > 0, low.value < 0 else { return nil }
        (highest, lowest) = ((Double(high.x), Double(high.y)), (Double(low.x), Double(low.y)))
    }
}
