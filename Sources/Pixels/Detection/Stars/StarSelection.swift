public import Imaging

/// Which sources are good enough to measure a PSF or a kernel from. Distances are in pixels, along each axis.
public struct StarSelection: Sendable, Hashable {
    /// Sigma of the Gaussian that the image is smoothed by to find peaks.
    public var smoothing = 1.5
    /// Least height of a peak, in standard deviations of the smoothed noise.
    public var threshold = 15.0
    /// Nothing higher may be as near as this.
    public var isolation = 8
    /// No unusable pixel may be as near as this.
    public var maskedDistance = 14
    /// No saturated pixel may be as near as this.
    public var saturatedDistance = 27
    /// So many pixels must lie between the peak and the image's edge.
    public var edgeDistance = 16
    /// Least S/N of a candidate.
    public var leastSignificance = 40.0
    /// At most so many, the most significant ones.
    public var limit = 1000
    /// For the moments of candidates.
    public var moments = AdaptiveMoments.Settings()

    /// The defaults; of what is set later `candidates` checks the smoothing alone.
    public init() {}

    /// The sources of a sky-subtracted image that are bright, isolated and clear of defects and edges, the most
    /// significant first.
    ///
    /// - Parameter noise: standard deviation of a pixel of blank sky.
    /// - Complexity: O(pixels).
    ///
    /// Throws `DetectionError` when the sizes differ or a parameter is out of range.
    public func candidates(
        in image: MaskedImage, noise: SmoothMap, threads: Int = .max
    ) throws -> [StarCandidate] {
        let map = try image.image.significance(smoothedBy: smoothing, noise: noise, threads: threads)
        let peaks = map.peaks(above: Float(max(threshold, leastSignificance)), radius: isolation, polarity: .positive)
        let clear = peaks.filter { isClear($0, image) }.sorted { $0.height > $1.height }.prefix(max(0, limit))
        let chosen = Array(clear)
        return mapped(chosen.count, threads: threads) { n in
            StarCandidate(
                column: chosen[n].column, row: chosen[n].row, significance: chosen[n].height,
                moments: AdaptiveMoments(of: image.image, nearX: chosen[n].x, y: chosen[n].y, settings: moments))
        }
    }

    /// The candidates whose moments converged and have the size that most of them share.
    ///
    /// Throws `DetectionError` when there is none.
    public func stars(
        in image: MaskedImage, noise: SmoothMap, threads: Int = .max
    ) throws -> [StarCandidate] {
        let candidates = try candidates(in: image, noise: noise, threads: threads)
        let settled = candidates.filter { $0.moments.status == .converged }
        guard let locus = SizeLocus(of: settled.map(\.moments.fwhm)) else {
            throw DetectionError(.stars, "no star among \(candidates.count) bright and isolated sources")
        }
        return settled.filter { locus.contains($0.moments.fwhm) }
    }

    private func isClear(_ peak: Peak, _ image: MaskedImage) -> Bool {
        let inner = image.bounds.grown(by: -edgeDistance)
        guard inner.contains(x: peak.column, y: peak.row) else { return false }
        let near = PixelBox(aroundX: peak.column, y: peak.row, radius: maskedDistance).intersection(image.bounds)
        let far = PixelBox(aroundX: peak.column, y: peak.row, radius: saturatedDistance).intersection(image.bounds)
        return near.rows.allSatisfy { y in near.columns.allSatisfy { image.isUsable(x: $0, y: y) } }
            && far.rows.allSatisfy { y in far.columns.allSatisfy { !image.mask[$0, y].contains(.saturated) } }
    }
}
