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
    let areas: [Double]

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
        var corners = [Double]()
        corners.reserveCapacity((box.width + 1) * (box.height + 1))
        for row in 0...box.height { across.appendCorners(down, row, radius, to: &corners) }
        let (width, stride) = (box.width, box.width + 1)
        areas = [Double](unsafeUninitializedCapacity: box.area) { areas, count in
            for n in 0..<areas.count {
                let i = n / width * stride + n % width
                areas[n] = max(0, corners[i + stride + 1] - corners[i + stride] - corners[i + 1] + corners[i])
            }
            count = areas.count
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
    func appendCorners(_ down: Edges, _ row: Int, _ radius: Double, to corners: inout [Double]) {
        let (y, arc) = (down.places[row], down.arcs[row])
        let (side, square) = (y < 0 ? -1.0 : 1.0, radius * radius)
        for n in places.indices {
            let x = places[n]
            let outside = (x < 0 ? -side : side) * (abs(arcs[n]) + abs(arc) - .pi * square / 4)
            corners.append(x * x + y * y <= square ? x * y : outside)
        }
    }
}
