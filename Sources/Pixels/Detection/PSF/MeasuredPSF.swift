public import Imaging

/// A PSF measured from an image's own stars: their mean, and changes of its width and shape over the field.
///
/// The centre of the model is its windowed centroid. The changes are the mean's second derivatives (xx + yy, xx - yy and
/// xy), each times a `SmoothField`. Nothing is left beyond `Settings.radius` + 0.5 pixels.
public struct MeasuredPSF: PSFModel, Hashable {
    /// Size of the model, changes over the field, and how stars are centred.
    public struct Settings: Sendable, Hashable {
        /// Pixels each way.
        public var radius: Int
        /// Of the changes over the field: the highest, as the priors hold back what the stars do not show.
        public var order: Int
        /// Of the weight that stars are centred by, in pixels.
        public var centroidSigma: Double
        /// With fewer the PSF is refused.
        public var leastStars: Int

        /// Nothing is checked here: measuring throws unless the radius is in 3 ... 100, the order in 0 ... 20.
        public init(radius: Int = 20, order: Int = 6, centroidSigma: Double = 2, leastStars: Int = 5) {
            (self.radius, self.order) = (radius, order)
            (self.centroidSigma, self.leastStars) = (centroidSigma, leastStars)
        }
    }

    /// The mean of the stars on 2 radius + 1 pixels a side, of sum 1.
    public let mean: Image<Float>
    /// The patterns of the changes, of the mean's size.
    public let modes: [Image<Float>]
    /// How much of each there is, by position.
    public let fields: [SmoothField]
    /// Stars that were used.
    public let starCount: Int

    /// Measures the PSF of a sky-subtracted image from stars with unusable pixels nowhere near.
    ///
    /// Variances are best those of a `VarianceModel`: a plane that follows the pixels' noise gives low pixels too much weight.
    ///
    /// - Parameters:
    ///   - stars: `StarSelection` finds them; of faint ones more harm than good is done below a S/N of about 40.
    ///   - threads: at most so many; the result is the same for any number.
    /// - Complexity: O(stars x side^3).
    ///
    /// Throws `DetectionError` when fewer than `Settings.leastStars` can be used, or a parameter is out of range.
    public init(
        of image: MaskedImage, stars: [StarCandidate], settings: Settings = Settings(), threads: Int = .max
    ) throws {
        guard (3...100).contains(settings.radius), (0...20).contains(settings.order) else {
            throw DetectionError(
                .parameter, "a PSF of \(settings.radius) pixels and the order \(settings.order)")
        }
        let grid = StampGrid(radius: settings.radius)
        let stamps = mapped(stars.count, threads: threads) {
            StarStamp(stars[$0], image, radius: settings.radius, centroidSigma: settings.centroidSigma)
        }.compactMap { $0 }
        guard let stack = StarStack(stamps, grid: grid), stack.usedCount >= max(1, settings.leastStars) else {
            throw DetectionError(
                .stars, "\(stamps.count) of \(stars.count) stars could be used; a PSF needs \(settings.leastStars)")
        }
        let shapes = ShapeModes(stack.mean, grid: grid)
        let terms = ChebyshevTerms(order: settings.order, width: image.width, height: image.height)
        fields = try Self.fields(stack, shapes, terms, threads)
        mean = try Image(width: grid.side, height: grid.side, pixels: stack.mean.map(Float.init))
        modes = try shapes.modes.map { try Image(width: grid.side, height: grid.side, pixels: $0.map(Float.init)) }
        starCount = stack.usedCount
    }

    /// The amount of each mode over the field, by that of each star.
    private static func fields(
        _ stack: StarStack, _ shapes: ShapeModes, _ terms: ChebyshevTerms, _ threads: Int
    ) throws -> [SmoothField] {
        let amplitudes = mapped(stack.stamps.count, threads: threads) { n in
            stack.used[n] ? shapes.amplitudes(stack.stamps[n], flux: stack.fluxes[n]) : nil
        }
        return try shapes.modes.indices.map { mode in
            let measurements = zip(stack.stamps, amplitudes).compactMap { star, amplitudes in
                amplitudes.map {
                    SmoothField.Measurement(
                        x: star.x, y: star.y, value: $0.values[mode], variance: $0.variances[mode])
                }
            }
            return try SmoothField(of: measurements, terms: terms)
        }
    }

    /// The model at a position on the mean's pixels, of sum 1.
    public func values(atX x: Double, y: Double) -> Image<Float> {
        var result = mean
        let amplitudes = fields.map { Float($0.value(atX: x, y: y)) }
        result.withUnsafeMutablePixels { pixels in
            for (amplitude, mode) in zip(amplitudes, modes) {
                mode.withUnsafePixels { for i in pixels.indices { pixels[i] += amplitude * $0[i] } }
            }
            let sum = pixels.reduce(0.0) { $0 + Double($1) }
            for i in pixels.indices { pixels[i] *= Float(1 / sum) }
        }
        return result
    }

    /// `values(atX:y:)` moved by the offset, of sum 1; the mean as it is where these are not finite.
    public func image(atX x: Double, y: Double, side: Int, offsetX: Double, offsetY: Double) -> Image<Float> {
        let values = values(atX: x, y: y)
        guard let grid = try? GridPSF(values) else { return mean }
        return grid.image(atX: x, y: y, side: side, offsetX: offsetX, offsetY: offsetY)
    }
}
