internal import Imaging

/// Finds kernels that turn PSFs into a target, by division of their Fourier transforms.
struct KernelSolver: Sendable {
    /// A kernel, and how far the PSF convolved with it is from the target, as a fraction of the target's peak.
    struct Solution: Sendable {
        var weights: Image<Float>
        var mismatch: Double
    }

    private let plan: FourierPlan
    private let target: Spectrum
    private let targetImage: Image<Float>
    private let radius: Int
    private let regularization: Float

    init(_ target: TargetPSF, side: Int) throws {
        try target.check()
        radius = target.kernelRadius
        regularization = Float(target.regularization)
        guard let length = FourierPlan.fittingLength(side + 2 * radius + 1) else {
            throw TemplatesError(.parameter, "PSFs of \(side) pixels")
        }
        plan = try FourierPlan(width: length, height: length)
        targetImage = Self.wrapped(try target.model.image(atX: 0, y: 0, side: 2 * (length / 2) - 1), length)
        self.target = plan.spectrum(of: targetImage)
    }

    /// K = T conj(P) / (|P|^2 + e |P(0)|^2), cut at the radius and scaled to the sum 1.
    func kernel(for psf: Image<Float>) throws -> Solution {
        let light = plan.spectrum(of: Self.wrapped(psf, plan.width))
        var ratio = target
        try ratio.multiply(by: light, conjugated: true)
        let powers = light.powers()
        let floor = regularization * (powers.first ?? 1)
        ratio.scale { column, row in 1 / (powers[row * light.stride + column] + floor) }
        let kernel = Self.cut(try plan.image(of: ratio), radius)
        return Solution(weights: kernel, mismatch: try mismatch(kernel, light))
    }

    private func mismatch(_ kernel: Image<Float>, _ light: Spectrum) throws -> Double {
        var product = plan.spectrum(of: Self.wrapped(kernel, plan.width))
        try product.multiply(by: light)
        let result = try plan.image(of: product)
        let worst = zip(result.pixels, targetImage.pixels).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
        return Double(worst / (targetImage.pixels.max() ?? 1))
    }

    /// The pixels with their middle one moved to (0, 0), what lies before it at the far ends.
    private static func wrapped(_ image: Image<Float>, _ length: Int) -> Image<Float> {
        var result = Image<Float>(width: length, height: length, repeating: 0)
        for y in 0..<image.height {
            let row = (y - image.height / 2 + length) % length
            for x in 0..<image.width { result[(x - image.width / 2 + length) % length, row] += image[x, y] }
        }
        return result
    }

    /// The pixels around (0, 0) of a wrapped image, scaled to the sum 1.
    private static func cut(_ image: Image<Float>, _ radius: Int) -> Image<Float> {
        var result = Image<Float>(width: 2 * radius + 1, height: 2 * radius + 1, repeating: 0)
        for y in -radius...radius {
            for x in -radius...radius {
                result[x + radius, y + radius] =
                    image[(x + image.width) % image.width, (y + image.height) % image.height]
            }
        }
        let sum = result.pixels.reduce(0.0) { $0 + Double($1) }
        return sum > 0.1 ? result.map { $0 / Float(sum) } : result
    }
}
