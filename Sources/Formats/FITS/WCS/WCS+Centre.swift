#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension WCS {
    /// A tangent plane of square pixels that touches the sky at a pixel.
    ///
    /// - Parameters:
    ///   - ra: of that pixel, degrees, as `dec`.
    ///   - x: counted from 0, as `y`.
    ///   - arcsecPerPixel: the side of a pixel.
    ///   - northAngle: of north, degrees from the +y axis towards the -x axis.
    ///   - isMirrored: whether east lies clockwise of north.
    public init(
        ra: Double, dec: Double, x: Double, y: Double, arcsecPerPixel: Double, northAngle: Double = 0,
        isMirrored: Bool = false
    ) {
        let scale = arcsecPerPixel / 3600
        let (s, c) = (sin(northAngle * .pi / 180), cos(northAngle * .pi / 180))
        let hand = isMirrored ? 1.0 : -1.0
        self.init(
            referenceX: x, referenceY: y, ra: ra, dec: dec, cd11: hand * scale * c, cd12: hand * scale * s,
            cd21: -scale * s, cd22: scale * c)
    }
}
