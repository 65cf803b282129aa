public import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension SeparableKernel {
    /// A round Gaussian of sum 1, sampled at pixels' centres out to four sigma.
    ///
    /// Throws `DetectionError` unless sigma is in 0.2 ... 100 pixels.
    public static func gaussian(sigma: Double) throws -> SeparableKernel {
        guard (0.2...100).contains(sigma) else {
            throw DetectionError(.parameter, "a Gaussian filter of sigma \(sigma) pixels")
        }
        let radius = Int((4 * sigma).rounded(.up))
        let values = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let sum = values.reduce(0, +)
        let weights = values.map { Float($0 / sum) }
        return try SeparableKernel(x: weights, y: weights)
    }

    /// What the standard deviation of independent noise becomes.
    public var noiseFactor: Double {
        let squares = [x, y].map { $0.reduce(0) { $0 + Double($1) * Double($1) } }
        return (squares[0] * squares[1]).squareRoot()
    }
}

extension Image<Float> {
    /// The image, from which the sky was taken, smoothed by a Gaussian and divided by the smoothed noise: a S/N map.
    ///
    /// Sky noise alone is reckoned with, taken as independent from pixel to pixel. Beyond the edge is 0. 0 where the noise
    /// is not above 0.
    ///
    /// - Parameter noise: standard deviation of a pixel of this image.
    /// - Complexity: O(pixels x sigma).
    ///
    /// Throws `DetectionError` when the sizes differ, or sigma is not in 0.2 ... 100 pixels.
    public func significance(smoothedBy sigma: Double, noise: SmoothMap, threads: Int = .max) throws -> Image {
        guard noise.width == width, noise.height == height else {
            throw DetectionError(
                .size, "a noise map of \(noise.width) x \(noise.height) for \(width) x \(height) pixels")
        }
        let kernel = try SeparableKernel.gaussian(sigma: sigma)
        var result = convolved(with: kernel, threads: threads)
        let factor = Float(1 / kernel.noiseFactor)
        result.withUnsafeMutablePixels { pixels in
            guard let start = pixels.baseAddress else { return }
            noise.forEachRow { y, noise in
                let row = start + y * width
                for x in 0..<width {
                    let ratio = row[x] * factor / noise[x]
                    row[x] = noise[x] > 0 ? ratio : 0
                }
            }
        }
        return result
    }
}
