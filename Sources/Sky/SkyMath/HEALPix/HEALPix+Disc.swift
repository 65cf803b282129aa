#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension HEALPix {
    /// Pixels that cover a disc of a few pixels, in no particular order: what `cone` gives, at a hundredth of its cost.
    ///
    /// Conservative: pixels that only come near may be among them, none that overlaps is missing. `radius` in degrees, below
    /// a tenth of one; empty where a number is not finite or the radius negative. Complexity: O(pixels).
    public func disc(_ centre: SkyPosition, radius: Double) -> [Int64] {
        guard centre.ra.isFinite, centre.dec.isFinite, radius >= 0, radius.isFinite else { return [] }
        guard let frame = DiscFrame(centre, radius) else {
            return cone(centre, radius: radius, refinement: 29).flatMap { Array($0) }
        }
        var pixels: [Int64] = []
        for y in frame.range(frame.t, nside) {
            for x in frame.range(frame.s, nside) { pixels.append(number(face: frame.face, x: x, y: y)) }
        }
        return pixels
    }
}

/// The rectangle of a base pixel's coordinates that holds a disc.
private struct DiscFrame {
    var face: Int
    var s: ClosedRange<Double>
    var t: ClosedRange<Double>

    /// Nil near a pole or where the disc is not within one base pixel.
    init?(_ centre: SkyPosition, _ radius: Double) {
        guard abs(centre.dec) + radius < 89, radius < 0.1 else { return nil }
        let middle = BasePlace(ra: centre.ra, dec: centre.dec)
        let aside = radius / cos((abs(centre.dec) + radius) * (.pi / 180))
        let (east, west) = (
            BasePlace(ra: centre.ra + aside, dec: centre.dec), BasePlace(ra: centre.ra - aside, dec: centre.dec)
        )
        let (north, south) = (
            BasePlace(ra: centre.ra, dec: centre.dec + radius), BasePlace(ra: centre.ra, dec: centre.dec - radius)
        )
        guard [east, west, north, south].allSatisfy({ $0.face == middle.face }) else { return nil }
        func span(_ coordinate: KeyPath<BasePlace, Double>) -> ClosedRange<Double> {
            let place = middle[keyPath: coordinate]
            let across = max(abs(east[keyPath: coordinate] - place), abs(west[keyPath: coordinate] - place))
            let along = max(abs(north[keyPath: coordinate] - place), abs(south[keyPath: coordinate] - place))
            // Five percent more for the curvature of the coordinates.
            let reach = 1.05 * (across * across + along * along).squareRoot()
            return place - reach...place + reach
        }
        (face, s, t) = (middle.face, span(\.s), span(\.t))
        guard s.lowerBound >= 0, t.lowerBound >= 0, s.upperBound < 1, t.upperBound < 1 else { return nil }
    }

    func range(_ span: ClosedRange<Double>, _ nside: Int) -> ClosedRange<Int> {
        Int(span.lowerBound * Double(nside))...min(Int(span.upperBound * Double(nside)), nside - 1)
    }
}
