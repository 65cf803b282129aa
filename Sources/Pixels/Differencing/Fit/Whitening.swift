internal import CKernels
internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The filter that makes the noise of a difference white again, where the images' noise is white.
///
/// In Fourier space L = sqrt((a + b s^2) / (a + b |K|^2)), with a and b the variances of the image that stays and of
/// the one that is convolved by K, and s the sum of K. Source: Reiss and Lupton, LSST DMTN-021.
struct Whitening: Sendable {
    /// Pixels on each side of the middle of `filter`.
    static let radius = 8
    /// L as weights, 17 x 17.
    let filter: [Float]
    /// Squares of the weights.
    let filterSquared: [Float]
    /// Squares of the weights of L and K one after the other, cut to the kernel's size.
    let kernelSquared: [Float]
    let kernelRadius: Int
    init(kernel: [Double], radius: Int, reference: Double, convolved: Double) throws {
        let plan = try FourierPlan(width: Self.size, height: Self.size)
        var both = plan.spectrum(of: Self.wrapped(kernel.map { Float($0) }, radius))
        let sum = kernel.reduce(0, +)
        let numerator = reference + convolved * sum * sum
        var filter = both
        for (n, power) in both.powers().enumerated() {
            filter.real[n] = Float((numerator / (reference + convolved * Double(power))).squareRoot())
            filter.imaginary[n] = 0
        }
        try both.multiply(by: filter)
        self.filter = Self.middle(try plan.image(of: filter), Self.radius)
        filterSquared = self.filter.map { $0 * $0 }
        kernelSquared = Self.middle(try plan.image(of: both), radius).map { $0 * $0 }
        kernelRadius = radius
    }

    /// A square of weights that is filtered too, and larger by the filter's radius on each side.
    func filtered(_ weights: [Double], radius: Int) -> [Double] {
        let (side, width) = (2 * radius + 1, 2 * Self.radius + 1)
        let wide = side + width - 1
        var result = [Double](repeating: 0, count: wide * wide)
        result.withUnsafeMutableBufferPointer { result in
            weights.withUnsafeBufferPointer { weights in
                guard let result = result.baseAddress, let weights = weights.baseAddress else { return }
                for y in 0..<side {
                    for (n, tap) in filter.enumerated() {
                        let place = result + (y + n / width) * wide + n % width
                        tocsin_add_scaled(weights + y * side, Double(tap), place, side)
                    }
                }
            }
        }
        return result
    }

    private static let size = 80

    /// A square about a pixel, about pixel (0, 0) of a larger one whose edges meet.
    private static func wrapped(_ weights: [Float], _ radius: Int) -> Image<Float> {
        var result = Image<Float>(width: size, height: size, repeating: 0)
        let side = 2 * radius + 1
        for y in 0..<side {
            for x in 0..<side {
                result[(x - radius + size) % size, (y - radius + size) % size] = weights[y * side + x]
            }
        }
        return result
    }

    private static func middle(_ image: Image<Float>, _ radius: Int) -> [Float] {
        (-radius...radius).flatMap { y in
            (-radius...radius).map { x in image[(x + size) % size, (y + size) % size] }
        }
    }
}
