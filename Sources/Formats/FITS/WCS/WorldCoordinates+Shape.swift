#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension WorldCoordinates {
    /// The linear system that touches this one at a pixel: its matrix is the local Jacobian, degrees towards east and
    /// north per pixel, and it gives the local pixel scale and the angle of north.
    ///
    /// From differences over half a pixel to either side. Nil where the pixel lies on no sky, or on its pole.
    public func tangent(x: Double, y: Double) -> WCS? {
        let half = 0.5
        let (ra, dec) = sky(x: [x, x - half, x + half, x, x], y: [y, y, y, y - half, y + half])
        guard (ra + dec).allSatisfy(\.isFinite) else { return nil }
        let centre = TangentPlane(ra: ra[0], dec: dec[0])
        let steps = (1..<5).map { centre.offset(ra: ra[$0], dec: dec[$0]) }
        let (dx, dy) = (steps[1] - steps[0], steps[3] - steps[2])
        let tangent = WCS(
            referenceX: x, referenceY: y, ra: ra[0], dec: dec[0], cd11: dx.x, cd12: dy.x, cd21: dx.y, cd22: dy.y)
        return tangent.determinant.isNormal ? tangent : nil
    }

    /// The corners of the image, of the outer edges of its pixels: from the first pixel's along x, then around.
    ///
    /// `perSide` points a side make the polygon follow curved edges. Empty where the header gives no size, or where a
    /// point lies on no sky. Degrees.
    public func footprint(perSide: Int = 1) -> [(ra: Double, dec: Double)] {
        guard width > 0, height > 0, perSide > 0 else { return [] }
        let (right, top) = (Double(width) - 0.5, Double(height) - 0.5)
        let corners = [SIMD2(-0.5, -0.5), SIMD2(right, -0.5), SIMD2(right, top), SIMD2(-0.5, top)]
        let edge = corners.indices.flatMap { index in
            let (from, to) = (corners[index], corners[(index + 1) % 4])
            return (0..<perSide).map { from + (to - from) * (Double($0) / Double(perSide)) }
        }
        let (ra, dec) = sky(x: edge.map(\.x), y: edge.map(\.y))
        return (ra + dec).allSatisfy(\.isFinite) ? Array(zip(ra, dec)).map { (ra: $0.0, dec: $0.1) } : []
    }
}

/// East and north at a point of the sky.
private struct TangentPlane {
    let ra: Double
    let sinDec: Double
    let cosDec: Double

    init(ra: Double, dec: Double) {
        self.ra = ra
        (sinDec, cosDec) = (sin(dec * .pi / 180), cos(dec * .pi / 180))
    }

    /// Degrees on the plane, by the gnomonic projection; the point is near.
    func offset(ra longitude: Double, dec latitude: Double) -> SIMD2<Double> {
        let delta = (longitude - ra) * .pi / 180
        let (sinOther, cosOther) = (sin(latitude * .pi / 180), cos(latitude * .pi / 180))
        let cosine = sinDec * sinOther + cosDec * cosOther * cos(delta)
        let east = cosOther * sin(delta) / cosine
        let north = (cosDec * sinOther - sinDec * cosOther * cos(delta)) / cosine
        return SIMD2(east, north) * (180 / .pi)
    }
}
