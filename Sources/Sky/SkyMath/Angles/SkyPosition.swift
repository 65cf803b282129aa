#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A place on the sky, ICRS, degrees.
public struct SkyPosition: Sendable, Hashable {
    /// Right ascension, degrees.
    public var ra: Double
    /// Declination, degrees.
    public var dec: Double

    /// Degrees, taken as they are: nothing is wrapped.
    public init(ra: Double, dec: Double) {
        self.ra = ra
        self.dec = dec
    }

    /// Angle on the sky to `other`, degrees, exact from zero to 180 (Vincenty's formula on a sphere). Complexity: O(1).
    public func separation(to other: SkyPosition) -> Double {
        let (sinDec, cosDec) = sinCos(dec)
        let (sinOther, cosOther) = sinCos(other.dec)
        let (sinDelta, cosDelta) = sinCos(other.ra - ra)
        let across = cosOther * sinDelta
        let along = cosDec * sinOther - sinDec * cosOther * cosDelta
        let cosine = sinDec * sinOther + cosDec * cosOther * cosDelta
        return degrees(atan2((across * across + along * along).squareRoot(), cosine))
    }

    /// Direction to `other` from here, degrees from north through east, 0 ..< 360. Complexity: O(1).
    public func positionAngle(to other: SkyPosition) -> Double {
        let (sinDec, cosDec) = sinCos(dec)
        let (sinOther, cosOther) = sinCos(other.dec)
        let (sinDelta, cosDelta) = sinCos(other.ra - ra)
        let angle = degrees(atan2(cosOther * sinDelta, cosDec * sinOther - sinDec * cosOther * cosDelta))
        return wrapDegrees(angle)
    }

    /// The place `distance` degrees away in the direction `positionAngle`. Complexity: O(1).
    public func offset(by distance: Double, positionAngle: Double) -> SkyPosition {
        let (sinDec, cosDec) = sinCos(dec)
        let (sinDistance, cosDistance) = sinCos(distance)
        let (sinAngle, cosAngle) = sinCos(positionAngle)
        let z = sinDec * cosDistance + cosDec * sinDistance * cosAngle
        let east = sinDistance * sinAngle
        let outward = cosDec * cosDistance - sinDec * sinDistance * cosAngle
        let reach = (east * east + outward * outward).squareRoot()
        return SkyPosition(ra: wrapDegrees(ra + degrees(atan2(east, outward))), dec: degrees(atan2(z, reach)))
    }

    /// Of right ascension and declination.
    public var sinesAndCosines: (sinRA: Double, cosRA: Double, sinDec: Double, cosDec: Double) {
        let (right, up) = (sinCos(ra), sinCos(dec))
        return (right.sin, right.cos, up.sin, up.cos)
    }

    /// Of length 1; x to RA 0, z to the north pole.
    public var unitVector: UnitVector {
        let (sinRa, cosRa, sinDec, cosDec) = sinesAndCosines
        return UnitVector(x: cosDec * cosRa, y: cosDec * sinRa, z: sinDec)
    }
}

/// A direction as a vector of length one: x to RA 0, z to the north pole.
public struct UnitVector: Sendable, Hashable {
    /// Towards RA 0, declination 0.
    public var x: Double
    /// Towards RA 90 degrees, declination 0.
    public var y: Double
    /// Towards the north pole.
    public var z: Double

    /// Taken as they are: the length is not brought to one.
    public init(x: Double, y: Double, z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// The place the vector points to; its length does not matter.
    public var position: SkyPosition {
        SkyPosition(ra: wrapDegrees(degrees(atan2(y, x))), dec: degrees(atan2(z, (x * x + y * y).squareRoot())))
    }
}

@inline(__always)
func degrees(_ radians: Double) -> Double { radians * (180 / .pi) }

/// Sine and cosine of an angle in degrees.
@inline(__always)
func sinCos(_ degrees: Double) -> (sin: Double, cos: Double) {
    let radians = degrees * (.pi / 180)
    return (sin(radians), cos(radians))
}

/// `degrees` moved into 0 ..< 360.
@inlinable
public func wrapDegrees(_ degrees: Double) -> Double {
    let rest = degrees.truncatingRemainder(dividingBy: 360)
    let wrapped = rest < 0 ? rest + 360 : rest
    return wrapped >= 360 ? 0 : wrapped
}
