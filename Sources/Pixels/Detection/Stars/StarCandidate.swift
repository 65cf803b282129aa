/// A source that may be a star, fit to measure the PSF or a kernel from.
public struct StarCandidate: Sendable, Hashable {
    /// The highest pixel of the smoothed image.
    public var column: Int
    public var row: Int
    /// Height of the peak in the smoothed image, in standard deviations of its noise.
    public var significance: Double
    public var moments: AdaptiveMoments

    public init(column: Int, row: Int, significance: Double, moments: AdaptiveMoments) {
        (self.column, self.row, self.significance, self.moments) = (column, row, significance, moments)
    }
}
