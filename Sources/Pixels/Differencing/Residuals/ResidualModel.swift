internal import Imaging

/// All that is known of a difference where its peaks are measured.
struct ResidualModel: Sendable {
    let white: WhiteDifference
    let sources: SourceIndex
    let residuals: StarResiduals
    let uncertainty: KernelUncertainty
    /// FWHM of the difference's stars in pixels.
    let fwhm: Double
    /// What the plane of variances is multiplied by, so that fits agree with the map of significance.
    let varianceScale: Double
    /// Variance that a new source adds by its own light, per unit of flux, and what a vanished one does.
    let gains: (science: Double, template: Double)

    /// Patterns that add less than this to chi^2 at their standard deviation are left out.
    static let leastNorm = 0.05
    /// Sources above this height have wings, of which `wingShare` is not known.
    static let wingHeight: Float = 200
    static let wingShare = 0.2

    /// Standard deviations of what static sources leave over near a place, in the order of `starSlopes`.
    func widths(_ x: Double, _ y: Double) -> SIMD8<Double> {
        let (stars, kernel) = (residuals.widths.values, uncertainty.widths(atX: x, y: y).values)
        return (stars * stars + kernel * kernel).squareRoot()
    }

    /// How uncertain all fluxes near a place are together, as a fraction: by the kernel's sum and by the PSF.
    func scaleError(_ x: Double, _ y: Double) -> Double {
        let kernel = uncertainty.widths(atX: x, y: y)
        return (kernel.flux * kernel.flux + Self.psfError * Self.psfError).squareRoot()
    }

    /// What a PSF measured from stars does to a flux.
    private static let psfError = 0.003
}
