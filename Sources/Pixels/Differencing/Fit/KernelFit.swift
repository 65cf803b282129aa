/// A fitted kernel, how well it is determined, and how well the stars agree with it.
public struct KernelFit: Sendable {
    /// The kernel, by position in the image.
    public let field: KernelField
    /// Whether each stamp was used in the last pass, in the order in which they were given.
    public let isUsed: [Bool]
    /// chi^2 of each stamp by its pixels; NaN for those beyond `FitOptions.mostStamps`.
    public let reducedChiSquare: [Double]
    /// Median of those of the used stamps; 1 where the model and the variances are right.
    public let medianChiSquare: Double
    /// Standard deviation of the stars' shifts against each other along one axis, in pixels.
    public let shift: Double
    /// Standard deviation of the fluxes of stars that the kernel does not explain, as a fraction.
    public let fluxScatter: Double
    /// Combinations of functions that the stars determine.
    public let modes: Int
    /// Coefficients that the data decide, of all.
    public let effectiveCoefficients: Double
    /// How uncertain the kernel is, over the image.
    public let uncertainty: KernelUncertainty
}
