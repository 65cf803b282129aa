public import Imaging

/// Place and flux of a point source, fitted together.
///
/// As in `ForcedPhotometry` every usable pixel weighs the same, so that fluxes have no bias by noise in the variances, and
/// the errors reckon with each pixel's variance.
public struct PSFFit: Sendable, Hashable {
    /// In pixels, (0, 0) the first pixel's centre.
    public private(set) var x: Double
    /// The same along y.
    public private(set) var y: Double
    /// In the image's unit; NaN where no light of the PSF falls on usable pixels.
    public private(set) var flux = Double.nan
    /// Standard deviations.
    public private(set) var xError = Double.infinity
    /// Of y in pixels; infinite where the place was not fitted.
    public private(set) var yError = Double.infinity
    /// Of the flux, in the image's unit; infinite where that is NaN.
    public private(set) var fluxError = Double.infinity
    /// Chi square over the usable pixels of the fit by their number less three; NaN where there are no more.
    public private(set) var reducedChi2 = Double.nan
    /// Whether the last step was below a hundredth of the errors, and no more than `reach` pixels were gone. Where not, the
    /// flux is that at the place where the fit began.
    public private(set) var isSettled = false

    /// Fits the source near (`x`, `y`) of an image from which the sky was taken. Complexity: O(rounds x side^2).
    ///
    /// - Parameters:
    ///   - side: of the square of pixels in the fit.
    ///   - gain: variance that the source adds per unit of flux, where the variance plane lacks it; else 0.
    ///   - reach: pixels that the place may move along each axis.
    public init(
        of image: MaskedImage, psf: any PSFModel, nearX x: Double, y: Double, side: Int = 21, gain: Double = 0,
        reach: Double = 2, rounds: Int = 20
    ) {
        let fits = Self.together(
            of: image, psf: psf, near: [(x, y)], side: side, gain: gain, reach: reach, rounds: rounds)
        self = fits.first ?? PSFFit(x: x, y: y)
    }

    /// Fits several sources at once, of which the light of each falls on others' pixels.
    ///
    /// The PSF is that at the first place. A source that wanders further than `reach` is not settled; its flux is then that
    /// at the place where it began. Complexity: O(rounds x (pairs that overlap x side^2 + sources^3)).
    ///
    /// - Parameter places: in pixels; the results come in their order.
    public static func together(
        of image: MaskedImage, psf: any PSFModel, near places: [(x: Double, y: Double)], side: Int = 21,
        gain: Double = 0,
        reach: Double = 2, rounds: Int = 20
    ) -> [PSFFit] {
        guard let first = places.first(where: { isNear($0.x, $0.y) }) else {
            return places.map { PSFFit(x: $0.x, y: $0.y) }
        }
        let sampled = SampledPSF(psf, x: first.x, y: first.y, side: side)
        return together(of: image, psf: sampled, near: places, gain: gain, reach: reach, rounds: rounds)
    }

    static func together(
        of image: MaskedImage, psf: SampledPSF, near places: [(x: Double, y: Double)], gain: Double = 0,
        reach: Double = 2, rounds: Int = 20
    ) -> [PSFFit] {
        let fitted = places.indices.filter { isNear(places[$0].x, places[$0].y) }
        let boxes = fitted.map { n in
            PixelBox(aroundX: Int(places[n].x.rounded()), y: Int(places[n].y.rounded()), radius: psf.side / 2)
                .intersection(image.bounds)
        }
        let region = boxes.reduce(PixelBox(x: 0, y: 0, width: 0, height: 0)) { $0.union($1) }.grown(by: 1)
        let scene = SceneFit.pointSources(
            FitPixels(image, region), psf, fitted.map { places[$0] }, reach: reach, rounds: rounds)
        let covariance = scene?.covariance(gain: gain)
        var result = places.map { PSFFit(x: $0.x, y: $0.y) }
        for (k, n) in fitted.enumerated() where !boxes[k].isEmpty {
            if let scene, let covariance { result[n].read(scene, k, covariance) }
        }
        return result
    }

    /// The same in coordinates with another first pixel.
    func moved(byX dx: Double, y dy: Double) -> PSFFit {
        var result = self
        (result.x, result.y) = (x + dx, y + dy)
        return result
    }

    private init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

    private static func isNear(_ x: Double, _ y: Double) -> Bool { abs(x) < 1e9 && abs(y) < 1e9 }

    /// Source `n` of a scene of point sources.
    init(_ scene: SceneFit, _ n: Int, _ covariance: [Double]) {
        self.init(x: scene.parameters[n][1], y: scene.parameters[n][2])
        read(scene, n, covariance)
    }

    private mutating func read(_ scene: SceneFit, _ n: Int, _ covariance: [Double]) {
        let (count, values) = (3 * scene.parameters.count, scene.parameters[n])
        let errors = (3 * n..<3 * n + 3).map { covariance[$0 * count + $0].squareRoot() }
        guard errors[0] > 0, errors[0].isFinite else { return }
        (flux, x, y) = (values[0], values[1], values[2])
        fluxError = errors[0]
        if !scene.isHeld(n), errors[1] > 0, errors[2] > 0 { (xError, yError) = (errors[1], errors[2]) }
        let (chi2, pixels) = scene.chi2(n)
        reducedChi2 = pixels > 3 ? chi2 / Double(pixels - 3) : .nan
        isSettled = scene.isSettled && !scene.isHeld(n)
    }
}

extension SceneFit {
    /// Point sources whose fluxes were solved for at the places where they begin, then fitted with these; nil where the
    /// pixels do not tell.
    static func pointSources(
        _ pixels: FitPixels, _ psf: SampledPSF, _ places: [(x: Double, y: Double)], reach: Double, rounds: Int
    ) -> SceneFit? {
        guard pixels.usableCount > 0, !places.isEmpty else { return nil }
        let units = places.map { FitComponent(psf, flux: 0, x: $0.x, y: $0.y).light }
        let normals = FitNormals(units, weights: pixels.weights, box: pixels.box)
        let right = FitNormals.right(units, residuals: pixels.values, box: pixels.box)
        var regular = normals.matrix
        for n in 0..<right.count {
            regular[n * right.count + n] = regular[n * right.count + n] * (1 + 1e-9) + 1e-12
        }
        guard let fluxes = Cholesky(regular, count: right.count)?.solution(right) else { return nil }
        let start = zip(fluxes, places).map { [$0, $1.x, $1.y] }
        var scene = SceneFit(pixels, from: start) { FitComponent(psf, flux: $1[0], x: $1[1], y: $1[2]) }
        scene.run(rounds: rounds) { n, values in
            abs(values[1] - places[n].x) <= reach && abs(values[2] - places[n].y) <= reach
        }
        return scene
    }
}

extension FitComponent {
    /// Of a point source, the part whose flux alone is fitted.
    fileprivate var light: FitComponent {
        var result = FitComponent(box: box, parameterCount: 1)
        for n in 0..<box.area { result.planes[box.area + n] = planes[box.area + n] }
        return result
    }
}
