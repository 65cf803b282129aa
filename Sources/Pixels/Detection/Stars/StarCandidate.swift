/// A source that may be a star, fit to measure the PSF or a kernel from.
public struct StarCandidate: Sendable, Hashable {
    /// The highest pixel of the smoothed image.
    public var column: Int
    /// Of that pixel, from 0 on.
    public var row: Int
    /// Height of the peak in the smoothed image, in standard deviations of its noise.
    public var significance: Double
    /// Of the image itself, not smoothed; they need not have converged.
    public var moments: AdaptiveMoments

    /// All as they are given: nothing is checked.
    public init(column: Int, row: Int, significance: Double, moments: AdaptiveMoments) {
        (self.column, self.row, self.significance, self.moments) = (column, row, significance, moments)
    }
}
