internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The surroundings of one place, in which directions cost no sine.
struct DirectionField {
    private let ra: AngleField
    private let dec: AngleField

    init(_ middle: SkyPosition) {
        ra = AngleField(middle.ra)
        dec = AngleField(middle.dec)
    }

    @inline(__always)
    func directions(_ position: SkyPosition) -> SkyDirections {
        SkyDirections(ra: ra.sinCos(position.ra), dec: dec.sinCos(position.dec))
    }
}

/// Sines and cosines of angles near one: within 0.1 radians by the series about it, right to 10^-9, else as such.
private struct AngleField {
    private let middle: Double
    private let sine: Double
    private let cosine: Double

    /// - Parameter middle: degrees.
    init(_ middle: Double) {
        self.middle = middle
        (sine, cosine) = (sin(middle * .pi / 180), cos(middle * .pi / 180))
    }

    @inline(__always)
    func sinCos(_ angle: Double) -> (sin: Double, cos: Double) {
        let d = (angle - middle) * (.pi / 180)
        guard abs(d) < 0.1 else { return (sin(angle * .pi / 180), cos(angle * .pi / 180)) }
        let squared = d * d
        let sinD = d * (1 - squared / 6 * (1 - squared / 20))
        let cosD = 1 - squared / 2 * (1 - squared / 12)
        return (sine * cosD + cosine * sinD, cosine * cosD - sine * sinD)
    }
}
