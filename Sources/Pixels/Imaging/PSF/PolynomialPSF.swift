/// A model whose values on a grid are polynomials of the position, as PSFEx's files give them.
///
/// With u = (x - originX) / scaleX and v likewise, the values are the sum over j <= degree, i <= degree - j of
/// u^i v^j times a term, i fastest. Positions are those of this package, (0, 0) the first pixel's centre: PSFEx's
/// POLZERO counts from 1. Source of the layout: the PSFEx manual, "The .psf format".
public struct PolynomialPSF: PSFModel, Hashable {
    /// One grid of values for each term.
    public let terms: [Image<Float>]
    /// Highest total power of u and v, 0 ... 20.
    public let degree: Int
    /// Where u is 0, in pixels.
    public let originX: Double
    /// Where v is 0, in pixels.
    public let originY: Double
    /// Pixels for which u grows by 1; not 0.
    public let scaleX: Double
    /// Pixels for which v grows by 1; not 0.
    public let scaleY: Double
    private let grid: GridPSF

    /// Throws `ImagingError` when the number of terms is not (degree + 1)(degree + 2) / 2, they differ in size, the scale
    /// is 0, or a number is not finite.
    public init(
        terms: [Image<Float>], degree: Int, originX: Double, originY: Double, scaleX: Double, scaleY: Double,
        sampling: Double = 1, kernel: Lanczos = .four
    ) throws {
        guard (0...20).contains(degree), terms.count == (degree + 1) * (degree + 2) / 2, let first = terms.first,
            terms.allSatisfy({ $0.bounds == first.bounds })
        else {
            throw ImagingError(.parameter, "\(terms.count) terms of a PSF of degree \(degree), or of different sizes")
        }
        guard [originX, originY, 1 / scaleX, 1 / scaleY].allSatisfy({ $0.isFinite }), scaleX.isFinite, scaleY.isFinite
        else { throw ImagingError(.parameter, "a PSF of the scales \(scaleX) and \(scaleY)") }
        for term in terms { _ = try GridPSF(basis: term, sampling, kernel) }
        grid = try GridPSF(basis: first, sampling, kernel)
        (self.terms, self.degree) = (terms, degree)
        (self.originX, self.originY, self.scaleX, self.scaleY) = (originX, originY, scaleX, scaleY)
    }

    /// Distance of grid points in pixels.
    public var sampling: Double { grid.sampling }

    /// The grid at (x, y) resampled to pixels: of sum 1, or all 0 where that sum is not above 0.
    public func image(atX x: Double, y: Double, side: Int, offsetX: Double, offsetY: Double) -> Image<Float> {
        var result = grid.resampled(values(atX: x, y: y), oddSide(side), offsetX, offsetY)
        result.normalize()
        return result
    }

    /// The values on the grid at a position, not normalised.
    public func values(atX x: Double, y: Double) -> Image<Float> {
        let factors = factors((x - originX) / scaleX, (y - originY) / scaleY)
        var result = Image<Float>(width: terms[0].width, height: terms[0].height, repeating: 0)
        result.withUnsafeMutablePixels { sum in
            for (factor, term) in zip(factors, terms) {
                term.withUnsafePixels { values in
                    for i in values.indices { sum[i] += factor * values[i] }
                }
            }
        }
        return result
    }

    private func factors(_ u: Double, _ v: Double) -> [Float] {
        var (result, powerOfV) = ([Float](), 1.0)
        for j in 0...degree {
            var power = powerOfV
            for _ in 0...degree - j {
                result.append(Float(power))
                power *= u
            }
            powerOfV *= v
        }
        return result
    }
}
