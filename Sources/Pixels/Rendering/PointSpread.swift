/// A camera's image of a point: a Moffat profile with the core of a Gaussian of the same width, round or not.
public struct PointSpread: Sendable, Hashable {
    /// Full width at half maximum, pixels.
    public var fwhm: Double
    /// Moffat's exponent; 3 is a good telescope's under the atmosphere.
    public var beta: Double

    public init(fwhm: Double, beta: Double = 3) {
        self.fwhm = fwhm
        self.beta = beta
    }
}
