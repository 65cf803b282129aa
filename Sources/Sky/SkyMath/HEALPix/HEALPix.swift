#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Equal-area pixels of the sphere in the NESTED numbering, 12 x 4^order of them.
///
/// A pixel's children at the next order are 4p ... 4p + 3, so that a region is a few ranges of numbers.
/// Source: Gorski et al. 2005, ApJ 622, 759, doi:10.1086/427976.
public struct HEALPix: Sendable, Hashable {
    /// 0 ... 29.
    public let order: Int

    /// Orders beyond 0 ... 29 are taken as the nearest of these.
    public init(order: Int) { self.order = min(max(order, 0), 29) }

    /// Pixels along a side of each of the twelve base pixels.
    public var nside: Int { 1 << order }

    /// 12 x 4^order.
    public var pixelCount: Int64 { 12 << Int64(2 * order) }

    /// The pixel of a place (degrees); 0 for places that are not finite. Complexity: O(1).
    public func pixel(ra: Double, dec: Double) -> Int64 {
        guard ra.isFinite, dec.isFinite else { return 0 }
        let place = BasePlace(ra: ra, dec: dec)
        let x = min(max(Int(place.s * Double(nside)), 0), nside - 1)
        let y = min(max(Int(place.t * Double(nside)), 0), nside - 1)
        return number(face: place.face, x: x, y: y)
    }

    /// The pixel in which a place lies; 0 for places that are not finite.
    public func pixel(_ position: SkyPosition) -> Int64 { pixel(ra: position.ra, dec: position.dec) }

    /// Centre of a pixel; numbers outside 0 ..< pixelCount are taken modulo. Complexity: O(1).
    public func centre(of pixel: Int64) -> SkyPosition { position(in: pixel, s: 0.5, t: 0.5) }

    /// The pixel's corners: south, east, north, west.
    public func corners(of pixel: Int64) -> [SkyPosition] {
        [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map { position(in: pixel, s: $0.0, t: $0.1) }
    }

    /// A place within a pixel by its coordinates 0 ... 1 towards north-east and north-west.
    func position(in pixel: Int64, s: Double, t: Double) -> SkyPosition {
        let wrapped = (pixel % pixelCount + pixelCount) % pixelCount
        let inFace = wrapped & ((1 << Int64(2 * order)) - 1)
        let scale = 1 / Double(nside)
        return BasePlace(
            face: Int(wrapped >> Int64(2 * order)), s: (Double(Bits.even(inFace)) + s) * scale,
            t: (Double(Bits.even(inFace >> 1)) + t) * scale
        ).position
    }

    func number(face: Int, x: Int, y: Int) -> Int64 {
        Int64(face) << Int64(2 * order) | Bits.spread(x) | Bits.spread(y) << 1
    }
}

/// A place as one of the twelve base pixels and two coordinates 0 ... 1 in it, `s` to the north-east, `t` to the
/// north-west.
struct BasePlace {
    var face: Int
    var s: Double
    var t: Double

    init(face: Int, s: Double, t: Double) {
        self.face = face
        self.s = s
        self.t = t
    }

    init(ra: Double, dec: Double) {
        let (z, cosDec) = sinCos(min(max(dec, -90), 90))
        let quarters = wrapDegrees(ra) / 90
        if abs(z) <= 2.0 / 3 {
            self.init(equatorial: quarters, z: z)
        } else {
            // The square root of 3 (1 - |z|), without its loss of digits near the pole.
            self.init(polar: quarters, shrink: cosDec * (3 / (1 + abs(z))).squareRoot(), isNorth: z > 0)
        }
    }

    private init(equatorial quarters: Double, z: Double) {
        let rising = 0.5 + quarters + 0.75 * z
        let falling = 0.5 + quarters - 0.75 * z
        let (p, m) = (Int(falling), Int(rising))
        face = p == m ? (p & 3) | 4 : p < m ? p & 3 : (m & 3) + 8
        s = rising - Double(m)
        t = 1 - (falling - Double(p))
    }

    private init(polar quarters: Double, shrink: Double, isNorth: Bool) {
        let quarter = min(Int(quarters), 3)
        let east = (quarters - Double(quarter)) * shrink
        let west = (1 - (quarters - Double(quarter))) * shrink
        face = isNorth ? quarter : quarter + 8
        s = isNorth ? 1 - west : east
        t = isNorth ? 1 - east : west
    }

    /// The place on the sky.
    var position: SkyPosition {
        let row = Double(face / 4)  // 0 north, 1 equator, 2 south
        let height = 1 - row + (s + t - 1)  // 2 / 3 of z's range per unit, beyond 1 in the caps
        let middle = Double(face % 4) + (face / 4 == 1 ? 0 : 0.5)
        if abs(height) <= 1 {
            return SkyPosition(ra: wrapDegrees(90 * (middle + (s - t) / 2)), dec: degrees(asin(height * 2 / 3)))
        }
        let shrink = height > 0 ? (1 - s) + (1 - t) : s + t
        let aside = shrink > 0 ? (s - t) / 2 / shrink : 0
        let cosDec = shrink * ((2 - shrink * shrink / 3) / 3).squareRoot()
        let dec = degrees(atan2(1 - shrink * shrink / 3, cosDec))
        return SkyPosition(ra: wrapDegrees(90 * (middle + aside)), dec: height > 0 ? dec : -dec)
    }
}

/// Interleaved bits of the nested numbering.
enum Bits {
    /// The bits of `value` (under 2^32) moved to the even places.
    static func spread(_ value: Int) -> Int64 {
        var bits = Int64(value)
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333
        return (bits | bits << 1) & 0x5555_5555_5555_5555
    }

    /// The bits at even places, moved together.
    static func even(_ value: Int64) -> Int {
        var bits = value & 0x5555_5555_5555_5555
        bits = (bits | bits >> 1) & 0x3333_3333_3333_3333
        bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF
        return Int((bits | bits >> 16) & 0x0000_0000_FFFF_FFFF)
    }
}
