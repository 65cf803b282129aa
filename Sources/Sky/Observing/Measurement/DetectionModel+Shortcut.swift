internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension DetectionModel {
    /// Whether `detect` may find a point source whose light always lies within `reach`; where this says no, it finds none.
    ///
    /// A difference of S/N s is made of the true one and of both images' noise. By Cauchy's inequality the noise is at most
    /// the root of the sum of both deviates' squares, which Box and Muller's radii bound before any cosine is taken.
    /// Complexity: O(1), a few times less than that of a light curve.
    ///
    /// - Parameters:
    ///   - reach: nJy, of the visit's flux and of the template's.
    ///   - key: `SourceTruth.key`.
    public func mayDetect(
        _ key: UInt64, within reach: ClosedRange<Double>, in visit: Visit, depth: MeasuringDepth
    ) -> Bool {
        let change = reach.upperBound - reach.lowerBound
        guard change.isFinite else { return true }
        let variance = depth.science(flux: reach.lowerBound) + depth.template(flux: reach.lowerBound)
        let missing = threshold - change / variance.squareRoot()
        guard missing > 0 else { return true }
        var (science, template) = (draws(visit, key), templateDraws(visit.band, key))
        let rarity = (1 - science.uniform()) * (1 - template.uniform())
        return -2 * log(rarity) * (1 + 1e-9) >= missing * missing
    }
}
