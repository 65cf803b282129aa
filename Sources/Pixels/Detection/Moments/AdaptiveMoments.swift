public import Imaging

/// Centre, size and shape of a source by moments under an elliptical Gaussian weight of the source's own shape.
///
/// Source: Bernstein and Jarvis 2002, AJ 123, 583 (doi:10.1086/338085). For a Gaussian source they are its own moments.
public struct AdaptiveMoments: Sendable, Hashable {
    /// Whether the moments settled, and if not, why.
    public enum Status: Sendable, Hashable {
        case converged
        /// Rounds ran out.
        case unsettled
        /// There is no positive light under the weight, or a pixel is not a number.
        case noLight
        /// The centre went further away than allowed.
        case wandered
        /// No ellipse, smaller than 0.3 pixels or wider than half the radius.
        case badShape
    }

    /// How far is looked, and when rounds end.
    public struct Settings: Sendable, Hashable {
        /// Pixels each way that are looked at.
        public var radius: Int
        /// Of the first weight, in pixels.
        public var sigma: Double
        /// At most so many.
        public var rounds: Int
        /// Pixels that the centre may move.
        public var reach: Double
        /// Change in a round, in units of the size, below which the moments are taken as settled.
        public var tolerance: Double

        /// Nothing is checked here; a sigma that is not between 0.3 and 100 pixels counts as 2.
        public init(
            radius: Int = 12, sigma: Double = 2, rounds: Int = 40, reach: Double = 3, tolerance: Double = 1e-4
        ) {
            (self.radius, self.sigma, self.rounds) = (radius, sigma, rounds)
            (self.reach, self.tolerance) = (reach, tolerance)
        }
    }

    /// How the rounds ended.
    public private(set) var status = Status.unsettled
    /// Centre in pixels, (0, 0) the first pixel's centre.
    public private(set) var x: Double
    /// The same along y.
    public private(set) var y: Double
    /// Second moments in pixels squared, of the weight at the end.
    public var xx: Double { shape.xx }
    /// In pixels squared; above 0 where the source is longer along x = y than along x = -y.
    public var xy: Double { shape.xy }
    /// In pixels squared, along y.
    public var yy: Double { shape.yy }
    /// Flux of the Gaussian of this shape, in the image's unit.
    public private(set) var flux = 0.0
    /// Rounds that were done.
    public private(set) var rounds = 0
    /// Whether the edge of the image cut pixels off.
    public private(set) var isCut = false
    private var shape: GaussianWindow.Shape

    /// Measures the source near a place of an image from which the sky was taken. Complexity: O(rounds x radius^2).
    public init(of image: Image<Float>, nearX x: Double, y: Double, settings: Settings = Settings()) {
        let sigma = settings.sigma > 0.3 && settings.sigma < 100 ? settings.sigma : 2
        (self.x, self.y, shape) = (x, y, GaussianWindow.Shape(sigma: sigma))
        guard abs(x) < 1e9, abs(y) < 1e9 else {
            status = .noLight
            return
        }
        while status == .unsettled, rounds < settings.rounds {
            rounds += 1
            guard let status = round(image, settings, from: (x, y)) else { continue }
            self.status = status
        }
        let box = GaussianWindow(x: self.x, y: self.y, shape: shape).box(settings.radius)
        isCut = box.intersection(image.bounds) != box
    }

    /// One round; nil where another is needed.
    private mutating func round(
        _ image: Image<Float>, _ settings: Settings, from start: (x: Double, y: Double)
    ) -> Status? {
        let shape = self.shape
        let sums = GaussianWindow(x: x, y: y, shape: shape).sums(image, radius: settings.radius)
        guard sums.light > 0, sums.light.isFinite else { return .noLight }
        let step = (x: 2 * sums.x / sums.light, y: 2 * sums.y / sums.light)
        let limit = max(1, shape.determinant.squareRoot().squareRoot())
        x += max(-limit, min(limit, step.x))
        y += max(-limit, min(limit, step.y))
        flux = 2 * sums.light
        guard abs(x - start.x) <= settings.reach, abs(y - start.y) <= settings.reach else { return .wandered }
        guard let next = Self.next(after: shape, sums.shape, radius: settings.radius) else { return .badShape }
        self.shape = next
        let size = shape.xx + shape.yy
        let change = [next.xx - shape.xx, next.xy - shape.xy, next.yy - shape.yy].map { abs($0) / size }
        let move = max(abs(step.x), abs(step.y)) / size.squareRoot()
        return max(change.max() ?? 0, move) < settings.tolerance ? .converged : nil
    }

    /// The shape that would give the measured one under the last weight, were the source a Gaussian.
    private static func next(
        after weight: GaussianWindow.Shape, _ measured: GaussianWindow.Shape, radius: Int
    ) -> GaussianWindow.Shape? {
        guard measured.isPositive else { return nil }
        let inverse = measured.inverse.minus(weight.inverse)
        var next = measured.scaled(by: 2)
        if inverse.isPositive, inverse.inverse.xx + inverse.inverse.yy < 4 * (weight.xx + weight.yy) {
            next = inverse.inverse
        }
        let size = next.determinant.squareRoot()
        let widest = Double(radius) / 2
        guard next.isPositive, size > 0.09, max(next.xx, next.yy) < widest * widest else { return nil }
        return next
    }
}

extension AdaptiveMoments {
    /// Moves the centre to coordinates with another first pixel, and turns the flux's sign for one of -1.
    mutating func move(x dx: Double, y dy: Double, sign: Double) {
        (x, y, flux) = (x + dx, y + dy, sign * flux)
    }

    /// Size in pixels: the fourth root of the moments' determinant, sigma of a round Gaussian.
    public var sigma: Double { (xx * yy - xy * xy).squareRoot().squareRoot() }

    /// Full width at half maximum in pixels of the Gaussian of this size.
    public var fwhm: Double { 2.354_820_045_030_949_3 * sigma }

    /// Ellipticity along the axes: (xx - yy) / (xx + yy).
    public var e1: Double { (xx - yy) / (xx + yy) }

    /// Ellipticity along the diagonals: 2 xy / (xx + yy).
    public var e2: Double { 2 * xy / (xx + yy) }
}
