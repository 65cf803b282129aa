#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The mean position of detections: the direction of the sum of their unit vectors. Adding one costs O(1).
struct PositionStatistics: Sendable, Hashable {
    private var sum = SIMD3<Double>()
    private var count = 0

    /// Adds a position, ICRS degrees; one that is not finite counts for nothing.
    mutating func add(ra: Double, dec: Double) {
        guard ra.isFinite, dec.isFinite else { return }
        let longitude = ra * .pi / 180
        let latitude = dec * .pi / 180
        sum += SIMD3(cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
        count += 1
    }

    /// Right ascension in [0, 360) and declination, degrees; nil without positions.
    var mean: (ra: Double, dec: Double)? {
        guard count > 0 else { return nil }
        let longitude = atan2(sum.y, sum.x) * 180 / .pi
        let latitude = atan2(sum.z, (sum.x * sum.x + sum.y * sum.y).squareRoot()) * 180 / .pi
        let ra = longitude < 0 ? longitude + 360 : longitude
        return (ra < 360 ? ra : 0, latitude)
    }
}
