internal import Imaging

/// Finds kernels that turn PSFs into a target.
struct KernelSolver: Sendable {
    /// A kernel, and how far the PSF convolved with it is from the target, as a fraction of the target's peak.
    struct Solution: Sendable {
        var weights: Image<Float>
        var mismatch: Double
    }

    private let division: PSFDivision
    private let target: Spectrum
    private let targetImage: Image<Float>
    private let targetFWHM: Double
    private let regularization: Float

    init(_ target: TargetPSF, side: Int) throws {
        try target.check()
        regularization = Float(target.regularization)
        division = try PSFDivision(side: side, radius: target.kernelRadius)
        let image = try target.model.image(atX: 0, y: 0, side: 2 * (division.plan.width / 2) - 1)
        targetFWHM = image.noiseFWHM
        targetImage = division.wrapped(image)
        self.target = division.plan.spectrum(of: targetImage)
    }

    /// The kernel for one PSF, of sum 1.
    ///
    /// At frequencies that the PSF does not pass it is the Gaussian that is as wide as the widths demand: a kernel that
    /// ended there would ring, and with it all that is sharper than a star.
    func kernel(for psf: Image<Float>) throws -> Solution {
        let light = division.spectrum(of: psf)
        let missing = (targetFWHM * targetFWHM - psf.noiseFWHM * psf.noiseFWHM) / Self.fwhmSquaredOfUnitVariance
        let prior = division.gaussian(variance: max(0.25, missing.isFinite ? missing : 0))
        var kernel = try division.kernel(target, by: light, floor: regularization, prior: prior)
        let sum = kernel.pixels.reduce(0.0) { $0 + Double($1) }
        if sum > 0.1 { kernel.multiply(by: Float(1 / sum)) }
        return Solution(weights: kernel, mismatch: try mismatch(kernel, light))
    }

    /// A PSF's peak by the target's.
    func loss(of psf: Image<Float>?) -> Double {
        Double((psf?.pixels.max() ?? 0) / (targetImage.pixels.max() ?? 1))
    }

    /// 8 ln 2.
    private static let fwhmSquaredOfUnitVariance = 5.545_177_444

    private func mismatch(_ kernel: Image<Float>, _ light: Spectrum) throws -> Double {
        var product = division.spectrum(of: kernel)
        try product.multiply(by: light)
        let result = try division.plan.image(of: product)
        let worst = zip(result.pixels, targetImage.pixels).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
        return Double(worst / (targetImage.pixels.max() ?? 1))
    }
}
