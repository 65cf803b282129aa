/// What motion during the exposure costs.
///
/// Source: Jones et al. 2018, doi:10.1016/j.icarus.2017.11.033 (the loss of detection). Every function is O(1).
public enum TrailLoss {
    /// The part, 0 ... 1, of the S/N that a filter of the PSF's shape finds in a trail.
    ///
    /// `motion` in degrees per day, `seeing` the width of the PSF in arcsec.
    public static func detection(motion: Double, exposureSeconds: Double, seeing: Double) -> Double {
        let x = lengthInWidths(motion, exposureSeconds, seeing)
        return 1 / (1 + 0.42 * x * x).squareRoot()
    }

    /// Arcsec.
    public static func length(motion: Double, exposureSeconds: Double) -> Double {
        abs(motion) * exposureSeconds / 24
    }

    private static func lengthInWidths(_ motion: Double, _ exposureSeconds: Double, _ seeing: Double) -> Double {
        length(motion: motion, exposureSeconds: exposureSeconds) / seeing
    }
}
