public import Imaging

/// The flux of a PSF at a given place, fitted to an image.
public struct PSFFlux: Sendable, Hashable {
    /// In the image's unit; NaN where no light of the PSF falls on usable pixels.
    public let flux: Double
    /// Standard deviation of the flux.
    public let error: Double
    /// Share of the PSF's weight in the fit (the sum of its squares) that is on usable pixels.
    public let coverage: Double
    /// Chi square of the fit by the number of pixels less one.
    public let reducedChi2: Double

    /// Flux by its error, below 0 for a flux below 0; NaN where the flux is.
    public var significance: Double { flux / error }
}

/// Fits the PSF's flux at given places, without moving them.
///
/// Every usable pixel weighs the same: weights by the pixels' own variances, which follow their noise, would bias fluxes.
/// The error does reckon with each pixel's variance. The sky must have been taken away.
public struct ForcedPhotometry: Sendable {
    /// From which the sky was taken.
    public let image: MaskedImage
    /// Of the image; drawn anew at each place.
    public let psf: any PSFModel
    /// Side of the square of pixels in the fit.
    public let side: Int
    /// Variance that a source adds by its own light, per unit of flux, where the variance plane lacks it; else 0.
    public let gain: Double

    /// An even `side` counts as one more.
    public init(image: MaskedImage, psf: any PSFModel, side: Int = 21, gain: Double = 0) {
        (self.image, self.psf, self.side, self.gain) = (image, psf, side, gain)
    }

    /// The flux at (x, y) in pixels, which need not be in the image. Complexity: O(side^2).
    public func flux(atX x: Double, y: Double) -> PSFFlux {
        let (profile, box) = psf.placed(atX: x, y: y, side: side)
        var sums = FitSums(whole: profile.pixels.reduce(0) { $0 + Double($1) * Double($1) })
        let part = box.intersection(image.bounds)
        image.withPlanes { planes in
            profile.withUnsafePixels { profile in
                for row in part.rows {
                    for column in part.columns {
                        let n = row * image.width + column
                        guard planes.isUsable(n) else { continue }
                        let p = profile[(row - box.y) * box.width + column - box.x]
                        sums.add(Double(p), Double(planes.values[n]), Double(planes.variances[n]))
                    }
                }
            }
        }
        return sums.result(gain: gain)
    }

    /// The fluxes at many places, in their order.
    ///
    /// - Parameter threads: at most so many; the result is the same for any number.
    public func fluxes(at places: [(x: Double, y: Double)], threads: Int = .max) -> [PSFFlux] {
        let chunk = 64
        let chunks = mapped((places.count + chunk - 1) / chunk, threads: threads) { n in
            places[n * chunk..<min(places.count, (n + 1) * chunk)].map { flux(atX: $0.x, y: $0.y) }
        }
        return chunks.flatMap { $0 }
    }
}

private struct FitSums {
    /// Of all pixels, usable or not.
    private let whole: Double
    private var squares = 0.0
    private var cubes = 0.0
    private var product = 0.0
    private var variance = 0.0
    private var count = 0.0
    /// Chi square is quadratic in the flux: that of 0, and two sums more.
    private var chi = (0.0, 0.0, 0.0)

    init(whole: Double) { self.whole = whole }

    mutating func add(_ p: Double, _ value: Double, _ variance: Double) {
        squares += p * p
        cubes += p * p * p
        product += p * value
        self.variance += p * p * variance
        count += 1
        chi.0 += value * value / variance
        chi.1 += p * value / variance
        chi.2 += p * p / variance
    }

    func result(gain: Double) -> PSFFlux {
        guard squares > 0 else { return PSFFlux(flux: .nan, error: .infinity, coverage: 0, reducedChi2: .nan) }
        let flux = product / squares
        let own = gain * max(0, flux * cubes)
        return PSFFlux(
            flux: flux, error: (variance + own).squareRoot() / squares, coverage: squares / whole,
            reducedChi2: (chi.0 - 2 * flux * chi.1 + flux * flux * chi.2) / max(1, count - 1))
    }
}
