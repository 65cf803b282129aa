internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The area that each pixel shares with a circle, exactly.
struct CircleOverlap {
    /// The pixels that may share any.
    let box: PixelBox
    /// Areas row after row of the box, 0 to 1.
    private(set) var areas: [Double]

    /// A radius of 0 or less shares nothing. Complexity: O(radius^2).
    init(x: Double, y: Double, radius: Double) {
        guard radius > 0, radius < 1e4, abs(x) < 1e9, abs(y) < 1e9 else {
            (box, areas) = (PixelBox(x: 0, y: 0, width: 0, height: 0), [])
            return
        }
        let (left, top) = (Int((x - radius + 0.5).rounded(.down)), Int((y - radius + 0.5).rounded(.down)))
        box = PixelBox(
            x: left, y: top, width: Int((x + radius + 0.5).rounded(.down)) - left + 1,
            height: Int((y + radius + 0.5).rounded(.down)) - top + 1)
        let across = Edges(count: box.width + 1, first: Double(left) - 0.5 - x, radius: radius)
        let down = Edges(count: box.height + 1, first: Double(top) - 0.5 - y, radius: radius)
        areas = []
        areas.reserveCapacity(box.area)
        var above = across.corners(down, 0, radius)
        for row in 0..<box.height {
            let below = across.corners(down, row + 1, radius)
            for n in 0..<box.width { areas.append(max(0, below[n + 1] - below[n] - above[n + 1] + above[n])) }
            above = below
        }
    }
}

/// The edges between pixels along one axis, cut to the circle.
private struct Edges {
    /// Distances from the centre, at most the radius.
    var places: [Double] = []
    /// The area between the axis and the circle's arc from 0 to the place, signed as the place.
    var arcs: [Double] = []

    init(count: Int, first: Double, radius: Double) {
        for n in 0..<count {
            let place = max(-radius, min(radius, first + Double(n)))
            places.append(place)
            let height = max(0, radius * radius - place * place).squareRoot()
            arcs.append((place * height + radius * radius * asin(place / radius)) / 2)
        }
    }

    /// Of each edge and the edge `row` of `down` the area of the circle between both and the axes, signed as their product.
    func corners(_ down: Edges, _ row: Int, _ radius: Double) -> [Double] {
        let (y, arc) = (down.places[row], down.arcs[row])
        let (side, square) = (y < 0 ? -1.0 : 1.0, radius * radius)
        return places.indices.map { n in
            let x = places[n]
            if x * x + y * y <= square { return x * y }
            let sign = x < 0 ? -side : side
            return sign * (abs(arcs[n]) + abs(arc) - .pi * square / 4)
        }
    }
}
