import Imaging
import SkyMath

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An image with noise, a sky and Gaussian stars, made the same in every run.
struct SyntheticField {
    struct Star {
        var x: Double
        var y: Double
        var flux: Double
    }

    let width: Int
    let height: Int
    var sigma = 1.5
    var noise = 10.0
    /// Own variance of light, in the image's unit.
    var gain = 0.0
    var seed: UInt64 = 1
    var stars: [Star] = []
    var sky: (Double, Double) -> Double = { _, _ in 0 }

    init(_ width: Int, _ height: Int) { (self.width, self.height) = (width, height) }

    /// Stars on a grid with sub-pixel offsets, at least 40 pixels from the edges.
    static func grid(_ side: Int, spacing: Int = 48, fluxes: ClosedRange<Double>, seed: UInt64 = 3) -> SyntheticField {
        var field = SyntheticField(side, side)
        field.seed = seed
        var draws = Draws(seed: seed, 7)
        for y in stride(from: 44, to: side - 40, by: spacing) {
            for x in stride(from: 44, to: side - 40, by: spacing) {
                let flux = fluxes.lowerBound * pow(fluxes.upperBound / fluxes.lowerBound, draws.uniform())
                field.stars.append(Star(x: Double(x) + draws.uniform(), y: Double(y) + draws.uniform(), flux: flux))
            }
        }
        return field
    }

    func noiseless() -> Image<Float> {
        var result = Image<Float>(width: width, height: height, repeating: 0)
        for star in stars { add(star, to: &result) }
        return result
    }

    private func add(_ star: Star, to image: inout Image<Float>) {
        let reach = Int(7 * sigma) + 2
        for y in max(0, Int(star.y) - reach)..<min(height, Int(star.y) + reach) {
            for x in max(0, Int(star.x) - reach)..<min(width, Int(star.x) + reach) {
                let (dx, dy) = (Double(x) - star.x, Double(y) - star.y)
                let value = exp(-(dx * dx + dy * dy) / (2 * sigma * sigma)) / (2 * .pi * sigma * sigma)
                image[x, y] += Float(star.flux * value)
            }
        }
    }

    func masked() throws -> MaskedImage {
        var image = noiseless()
        var variance = Image<Float>(width: width, height: height, repeating: 0)
        var draws = Draws(seed: seed, 11)
        for y in 0..<height {
            for x in 0..<width {
                let own = noise * noise + gain * Double(image[x, y])
                variance[x, y] = Float(own)
                image[x, y] += Float(own.squareRoot() * draws.normal() + sky(Double(x), Double(y)))
            }
        }
        return try MaskedImage(
            image: image, variance: variance, mask: Image(width: width, height: height, repeating: []))
    }
}

extension Image<Float> {
    /// The largest distance of two images' pixels.
    func distance(to other: Image) -> Float {
        bounds == other.bounds ? zip(pixels, other.pixels).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
    }
}

/// The root of the mean square of some numbers.
func rms(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))).squareRoot()
}
