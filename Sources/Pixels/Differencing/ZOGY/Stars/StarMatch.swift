public import Detection
internal import Imaging

/// How the stars of a science image relate to those of its template: fluxes, places, and how well they agree.
public struct StarMatch: Sendable, Hashable {
    /// Science units in one unit of the template, by position.
    public var ratio: SmoothField
    /// Place on the science image less that on the template, in pixels, by position.
    public var shiftX: SmoothField
    /// The same along y.
    public var shiftY: SmoothField
    /// Standard deviation of a star's shift about these beyond its error: the registration's noise, in pixels.
    public var sigmaX: Double
    /// The same along y.
    public var sigmaY: Double
    /// The same of a star's flux ratio, as a share of it.
    public var sigmaRatio: Double
    /// Stars that the fields of all three follow; none where the numbers were given.
    public var stars: [StampPosition]

    /// The same everywhere. Throws `DifferencingError` unless the ratio is above 0, the noise at least 0 and all finite.
    public init(
        ratio: Double, shiftX: Double = 0, shiftY: Double = 0, sigmaX: Double = 0, sigmaY: Double = 0,
        sigmaRatio: Double = 0
    ) throws {
        let noise = [sigmaX, sigmaY, sigmaRatio]
        guard ratio > 0, [ratio, shiftX, shiftY].allSatisfy(\.isFinite), noise.allSatisfy({ $0 >= 0 && $0.isFinite })
        else {
            throw DifferencingError(.parameter, "a flux ratio of \(ratio), shifts or their noise that are no numbers")
        }
        let terms = ChebyshevTerms(order: 0, width: 2, height: 2)
        let fields = try [ratio, shiftX, shiftY].map {
            try SmoothField(of: [.init(x: 0, y: 0, value: $0, variance: 1e-20)], terms: terms)
        }
        (self.ratio, self.shiftX, self.shiftY, stars) = (fields[0], fields[1], fields[2], [])
        (self.sigmaX, self.sigmaY, self.sigmaRatio) = (sigmaX, sigmaY, sigmaRatio)
    }

    /// Fits the PSFs of both images to stars that both show, each by itself.
    ///
    /// - Parameters:
    ///   - stars: pixels of the template on which they are centred.
    ///   - order: of the changes over the field: the highest, as priors hold back what the stars do not show.
    ///   - side: of the square on which a PSF's light is counted, odd, as in `TileOptions.psfSide`.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `DifferencingError` when the images differ in size or fewer than 5 stars can be measured on both.
    /// Complexity: O(stars x side^2).
    public init(
        science: ProperImage, template: ProperImage, stars: [StampPosition], order: Int = 6, side: Int = 41,
        threads: Int = .max
    ) throws {
        guard science.width == template.width, science.height == template.height else {
            throw DifferencingError(.size, "stars of two images of different sizes")
        }
        let pairs = StarPair.fits(science, template, stars, side: side, threads: threads)
        guard pairs.count >= 5 else {
            throw DifferencingError(.fewStamps, "\(pairs.count) of \(stars.count) stars could be fitted on both images")
        }
        let terms = ChebyshevTerms(order: max(0, min(20, order)), width: science.width, height: science.height)
        let typical = Robust(pairs.map(\.ratio.value)).median
        guard typical > 0 else { throw DifferencingError(.fewStamps, "stars without light on one of the images") }
        let ratios = try Self.fit(pairs.map(\.ratio), terms)
        let across = try Self.fit(pairs.map(\.shiftX), terms)
        let down = try Self.fit(pairs.map(\.shiftY), terms)
        (ratio, shiftX, shiftY) = (ratios.field, across.field, down.field)
        (sigmaRatio, sigmaX, sigmaY) = (ratios.width / typical, across.width, down.width)
        self.stars = pairs.indices.filter { n in [ratios, across, down].allSatisfy { $0.field.used[n] } }
            .map { pairs[$0].position }
    }

    private static func fit(
        _ measurements: [SmoothField.Measurement], _ terms: ChebyshevTerms
    ) throws -> (field: SmoothField, width: Double) {
        let field = try SmoothField(of: measurements, terms: terms)
        let kept = zip(measurements, field.used).filter(\.1).map(\.0)
        let residuals = kept.map { (value: $0.value - field.value(atX: $0.x, y: $0.y), variance: $0.variance) }
        return (field, ExcessScatter.width(residuals))
    }
}
