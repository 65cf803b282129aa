internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The area that pixels share with an ellipse, exactly: where the ellipse is the unit circle, a pixel is a parallelogram.
struct EllipseOverlap {
    /// The pixels that may share any.
    let box: PixelBox
    private let x: Double
    private let y: Double
    private let ellipse: Ellipse
    private let cosine: Double
    private let sine: Double
    /// The furthest that a pixel's corner is from its centre, in the unit circle's unit.
    private let corner: Double

    /// nil unless the axes are in 1e-3 ... 1e4 pixels and the centre is a number below 1e9.
    init?(x: Double, y: Double, ellipse: Ellipse) {
        guard ellipse.minor >= 1e-3, ellipse.major <= 1e4, ellipse.major >= ellipse.minor, ellipse.angle.isFinite,
            abs(x) < 1e9, abs(y) < 1e9
        else { return nil }
        (self.x, self.y, self.ellipse) = (x, y, ellipse)
        (cosine, sine) = (cos(ellipse.angle * .pi / 180), sin(ellipse.angle * .pi / 180))
        corner = 0.5.squareRoot() / ellipse.minor
        let (a, b) = (ellipse.major, ellipse.minor)
        let reachX = (a * a * cosine * cosine + b * b * sine * sine).squareRoot()
        let reachY = (a * a * sine * sine + b * b * cosine * cosine).squareRoot()
        let (left, top) = (Int((x - reachX + 0.5).rounded(.down)), Int((y - reachY + 0.5).rounded(.down)))
        box = PixelBox(
            x: left, y: top, width: Int((x + reachX + 0.5).rounded(.down)) - left + 1,
            height: Int((y + reachY + 0.5).rounded(.down)) - top + 1)
    }

    /// Distance from the centre, 1 on the ellipse.
    func radius(_ column: Int, _ row: Int) -> Double {
        let (u, v) = unit(Double(column) - x, Double(row) - y)
        return (u * u + v * v).squareRoot()
    }

    /// The share of a pixel that lies in the ellipse.
    func share(_ column: Int, _ row: Int) -> Double {
        let radius = radius(column, row)
        if radius + corner <= 1 { return 1 }
        if radius - corner >= 1 { return 0 }
        let (dx, dy) = (Double(column) - x, Double(row) - y)
        let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map { unit(dx + $0.0, dy + $0.1) }
        let area = (0..<4).reduce(0) { $0 + circleArea(corners[$1], corners[($1 + 1) % 4]) }
        return max(0, min(1, area * ellipse.major * ellipse.minor))
    }

    private func unit(_ dx: Double, _ dy: Double) -> (Double, Double) {
        ((dx * cosine + dy * sine) / ellipse.major, (dy * cosine - dx * sine) / ellipse.minor)
    }
}

/// The area that the unit circle shares with the triangle of its centre and two points, signed by their order.
private func circleArea(_ p: (Double, Double), _ q: (Double, Double)) -> Double {
    let (dx, dy) = (q.0 - p.0, q.1 - p.1)
    let (a, b, c) = (dx * dx + dy * dy, p.0 * dx + p.1 * dy, p.0 * p.0 + p.1 * p.1 - 1)
    let root = b * b - a * c
    guard root > 0, a > 0 else { return sector(p, q) }
    let (enter, leave) = ((-b - root.squareRoot()) / a, (-b + root.squareRoot()) / a)
    guard leave > 0, enter < 1 else { return sector(p, q) }
    let (from, to) = (max(0, enter), min(1, leave))
    let (first, last) = ((p.0 + from * dx, p.1 + from * dy), (p.0 + to * dx, p.1 + to * dy))
    let inner = (first.0 * last.1 - first.1 * last.0) / 2
    return (from > 0 ? sector(p, first) : 0) + inner + (to < 1 ? sector(last, q) : 0)
}

private func sector(_ p: (Double, Double), _ q: (Double, Double)) -> Double {
    atan2(p.0 * q.1 - p.1 * q.0, p.0 * q.0 + p.1 * q.1) / 2
}
