internal import Imaging
internal import SkyMath

/// The outline of an exposure on a tangent plane: corners joined by great circles, which are straight there.
struct PlanePolygon: Sendable {
    /// Points on the plane, in turn.
    let points: [SIMD2<Double>]

    /// Corners further than 84 degrees from the centre are cut off. Empty where fewer than three are left, or a corner is
    /// not finite.
    init(_ corners: [SkyPosition], on plane: TangentPlane) {
        guard corners.count > 2, corners.allSatisfy({ $0.ra.isFinite && $0.dec.isFinite }) else {
            points = []
            return
        }
        points = Self.clipped(corners.map(\.unitVector), plane).compactMap { plane.point(of: $0) }
    }

    init(points: [SIMD2<Double>]) { self.points = points }

    /// The points in another linear system.
    func map(_ transform: (SIMD2<Double>) -> SIMD2<Double>) -> PlanePolygon {
        PlanePolygon(points: points.map(transform))
    }

    /// Whether a rectangle and the polygon share a point.
    func touches(low: SIMD2<Double>, high: SIMD2<Double>) -> Bool {
        guard points.count > 2 else { return false }
        let isAnyInside = points.contains { all($0 .>= low) && all($0 .<= high) }
        return isAnyInside || contains(low) || edges.contains { crosses($0.0, $0.1, low, high) }
    }

    /// Whether a point is inside, by the number of edges to its right.
    func contains(_ place: SIMD2<Double>) -> Bool {
        edges.reduce(false) { isInside, edge in
            let (a, b) = edge
            guard (a.y > place.y) != (b.y > place.y) else { return isInside }
            let x = a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
            return x > place.x ? !isInside : isInside
        }
    }

    private var edges: [(SIMD2<Double>, SIMD2<Double>)] {
        points.indices.map { (points[$0], points[($0 + 1) % points.count]) }
    }

    /// Whether a segment enters a rectangle, by cutting it at the rectangle's four lines.
    private func crosses(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ low: SIMD2<Double>, _ high: SIMD2<Double>) -> Bool {
        var (first, last) = (0.0, 1.0)
        for axis in 0..<2 {
            let step = b[axis] - a[axis]
            if step == 0 {
                if a[axis] < low[axis] || a[axis] > high[axis] { return false }
                continue
            }
            let (s, t) = ((low[axis] - a[axis]) / step, (high[axis] - a[axis]) / step)
            (first, last) = (max(first, min(s, t)), min(last, max(s, t)))
        }
        return first <= last
    }

    /// The polygon of the sphere cut at a circle about the plane's centre (Sutherland and Hodgman's method).
    private static func clipped(_ corners: [UnitVector], _ plane: TangentPlane) -> [UnitVector] {
        let least = 0.1
        return corners.indices.flatMap { n -> [UnitVector] in
            let (a, b) = (corners[n], corners[(n + 1) % corners.count])
            let (depthA, depthB) = (plane.depth(of: a), plane.depth(of: b))
            guard (depthA >= least) != (depthB >= least) else { return depthA >= least ? [a] : [] }
            let share = (least - depthA) / (depthB - depthA)
            let cut = UnitVector(
                x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y), z: a.z + share * (b.z - a.z))
            return depthA >= least ? [a, cut] : [cut]
        }
    }
}
