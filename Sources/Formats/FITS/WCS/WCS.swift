#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where an image lies on the sky: a linear map onto the plane that touches the sky at a reference point (TAN).
///
/// Pixels are counted from 0, the centre of the first being (0, 0); angles are degrees in the frame of the header
/// (ICRS for the surveys read here). Distortion terms (SIP, TPV) are not applied. Source: Calabretta & Greisen 2002,
/// doi:10.1051/0004-6361:20021327.
public struct WCS: Sendable, Hashable {
    /// Pixel of the reference point, from 0.
    public var referenceX: Double
    /// The same along y.
    public var referenceY: Double
    /// Sky position of the reference point, degrees.
    public var ra: Double
    /// Declination of the reference point, degrees.
    public var dec: Double
    /// Degrees on the plane per pixel: east (xi) = cd11 dx + cd12 dy, north (eta) = cd21 dx + cd22 dy.
    public var cd11: Double
    /// Degrees to the east per pixel along y.
    public var cd12: Double
    /// Degrees to the north per pixel along x.
    public var cd21: Double
    /// Degrees to the north per pixel along y.
    public var cd22: Double

    /// That the matrix has an inverse is not checked here.
    public init(
        referenceX: Double, referenceY: Double, ra: Double, dec: Double, cd11: Double, cd12: Double, cd21: Double,
        cd22: Double
    ) {
        self.referenceX = referenceX
        self.referenceY = referenceY
        self.ra = ra
        self.dec = dec
        self.cd11 = cd11
        self.cd12 = cd12
        self.cd21 = cd21
        self.cd22 = cd22
    }

    /// The sky position of a pixel. Complexity: O(1).
    public func sky(x: Double, y: Double) -> (ra: Double, dec: Double) {
        let dx = x - referenceX
        let dy = y - referenceY
        let xi = radians(cd11 * dx + cd12 * dy)
        let eta = radians(cd21 * dx + cd22 * dy)
        let sinDec = sin(radians(dec))
        let cosDec = cos(radians(dec))
        let across = cosDec - eta * sinDec
        let longitude = ra + degrees(atan2(xi, across))
        let up = sinDec + eta * cosDec
        return (wrapped(longitude), degrees(atan2(up, (xi * xi + across * across).squareRoot())))
    }

    /// The pixel of a sky position; nil for the hemisphere behind the plane. Complexity: O(1).
    public func pixel(ra longitude: Double, dec latitude: Double) -> (x: Double, y: Double)? {
        let delta = radians(longitude - ra)
        let (sinDec, cosDec) = (sin(radians(dec)), cos(radians(dec)))
        let (sinOther, cosOther) = (sin(radians(latitude)), cos(radians(latitude)))
        let cosine = sinDec * sinOther + cosDec * cosOther * cos(delta)
        guard cosine > 0 else { return nil }
        let xi = degrees(cosOther * sin(delta) / cosine)
        let eta = degrees((cosDec * sinOther - sinDec * cosOther * cos(delta)) / cosine)
        let determinant = determinant
        return (
            referenceX + (cd22 * xi - cd12 * eta) / determinant, referenceY + (cd11 * eta - cd21 * xi) / determinant
        )
    }

    /// Direction of north in the image: degrees from the +y axis towards the -x axis (counter-clockwise with x to the
    /// right and y up).
    public var northAngle: Double { direction(xi: 0, eta: 1) }

    /// Direction of east, measured like `northAngle`; 90 more than it, or 90 less where the image is mirrored.
    public var eastAngle: Double { direction(xi: 1, eta: 0) }

    /// Whether east lies clockwise of north, as in a mirror.
    public var isMirrored: Bool { determinant > 0 }

    /// Degrees along the side of a pixel (square root of its area).
    public var pixelScale: Double { abs(determinant).squareRoot() }

    var determinant: Double { cd11 * cd22 - cd12 * cd21 }

    private func direction(xi: Double, eta: Double) -> Double {
        let dx = (cd22 * xi - cd12 * eta) / determinant
        let dy = (cd11 * eta - cd21 * xi) / determinant
        return degrees(atan2(-dx, dy))
    }

    private func wrapped(_ angle: Double) -> Double {
        let rest = angle.truncatingRemainder(dividingBy: 360)
        return rest < 0 ? rest + 360 : rest
    }

    private func radians(_ degrees: Double) -> Double { degrees * (.pi / 180) }

    private func degrees(_ radians: Double) -> Double { radians * (180 / .pi) }
}
