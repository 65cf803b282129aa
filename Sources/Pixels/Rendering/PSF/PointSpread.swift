/// A camera's image of a point: a Moffat profile, round or elliptical, integrated over pixels.
///
/// Lengths are pixels, angles degrees from +x towards +y (y up). A width that is not finite or under
/// `PointSpread.sharpest` counts as that: a narrower profile would not be sampled by the pixels and could not keep
/// its flux. Source of the profile: Moffat 1969 (A&A 3, 455); of the names: Trujillo et al. 2001,
/// doi:10.1046/j.1365-8711.2001.04937.x.
public struct PointSpread: Sendable, Hashable {
    /// Full width at half maximum, pixels; for an ellipse the geometric mean of both axes.
    public var fwhm: Double
    /// Moffat's exponent; 3 is a good telescope's under the atmosphere. Held between 1.5 and 20.
    public var beta: Double
    /// Minor axis by major axis, 0.1 to 1.
    public var axisRatio: Double
    /// Direction of the major axis, degrees from +x towards +y.
    public var angle: Double

    /// The narrowest FWHM that is drawn, pixels.
    public static let sharpest = 1.3

    /// Parameters are kept as they are, and held within their ranges where the profile is drawn.
    public init(fwhm: Double, beta: Double = 3, axisRatio: Double = 1, angle: Double = 0) {
        self.fwhm = fwhm
        self.beta = beta
        self.axisRatio = axisRatio
        self.angle = angle
    }

    /// The share of the flux within `radius` pixels of the centre of the round profile of the same width.
    /// Complexity: O(1).
    public func enclosedFlux(within radius: Double) -> Double {
        guard radius > 0 else { return 0 }
        let shape = drawn
        let ratio = radius / shape.coreRadius
        return 1 - power(1 + ratio * ratio, 1 - shape.beta)
    }

    /// These parameters, each held where the profile can be drawn.
    var drawn: PointSpread {
        PointSpread(
            fwhm: fwhm.held(Self.sharpest, 1000), beta: beta.held(1.5, 20), axisRatio: axisRatio.held(0.1, 1),
            angle: angle.isFinite ? angle : 0)
    }

    /// Moffat's alpha, pixels.
    var coreRadius: Double { fwhm / (2 * (power(2, 1 / beta) - 1).squareRoot()) }
}
