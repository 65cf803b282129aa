internal import Imaging

/// A PSF at one place of an image, on points of a quarter of a pixel, from which its pixels and their slopes follow for a
/// source anywhere between them.
///
/// Between the points polynomials of the fifth degree are taken, along one axis and then the other.
struct SampledPSF: Sendable {
    /// Pixels of a side, odd.
    let side: Int
    /// Rows of points from bottom to top; of each row the points of each phase one after the other, `side` + 2 margin.
    private let points: [Float]

    private static let steps = 4
    private static let margin = 2
    private var columns: Int { side + 2 * Self.margin }

    /// Complexity: that of 16 images of the model.
    init(_ psf: any PSFModel, x: Double, y: Double, side: Int) {
        let offsets = (0..<Self.steps).map { 0.375 - 0.25 * Double($0) }
        let images = offsets.flatMap { dy in
            offsets.map { dx in psf.image(atX: x, y: y, side: side, offsetX: dx, offsetY: dy) }
        }
        let side = images[0].width
        self.side = side
        let columns = side + 2 * Self.margin
        var points = [Float]()
        points.reserveCapacity(Self.steps * Self.steps * columns * columns)
        func clamped(_ n: Int) -> (pixel: Int, phase: Int) {
            let point = max(0, min(Self.steps * side - 1, n - Self.margin * Self.steps))
            return (point / Self.steps, point % Self.steps)
        }
        for row in 0..<Self.steps * columns {
            let (v, phaseY) = clamped(row)
            for phase in 0..<Self.steps {
                for column in 0..<columns {
                    let (u, phaseX) = clamped(Self.steps * column + phase)
                    points.append(images[phaseY * Self.steps + phaseX][u, v])
                }
            }
        }
        self.points = points
    }

    /// The pixels of a source of flux 1 at a place near that of the model, which must be a number below 1e9.
    ///
    /// Complexity: O(side^2).
    func stamp(x: Double, y: Double) -> PSFStamp {
        let (column, row) = (x.rounded(), y.rounded())
        let across = SixPoints(1.5 - 4 * (x - column))
        let up = SixPoints(1.5 - 4 * (y - row))
        var stamp = PSFStamp(box: PixelBox(aroundX: Int(column), y: Int(row), radius: side / 2))
        var lines = Array(repeating: Float(0), count: 2 * Self.steps * columns)
        points.withUnsafeBufferPointer { points in
            lines.withUnsafeMutableBufferPointer { lines in
                stamp.planes.withUnsafeMutableBufferPointer { planes in
                    guard let points = points.baseAddress, let lines = lines.baseAddress,
                        let planes = planes.baseAddress
                    else { return }
                    for y in 0..<side {
                        combine(points, row: y, up, into: lines)
                        spread(lines, across, into: planes + y * side)
                    }
                }
            }
        }
        return stamp
    }

    /// The six rows of points that a row of pixels needs as one, and the same with the slopes' weights behind it.
    private func combine(
        _ points: UnsafePointer<Float>, row: Int, _ up: SixPoints, into lines: UnsafeMutablePointer<Float>
    ) {
        let count = Self.steps * columns
        let first = points + (Self.steps * (row + Self.margin) + up.first) * count
        for n in 0..<count {
            let a = (first[n], first[n + count], first[n + 2 * count])
            let b = (first[n + 3 * count], first[n + 4 * count], first[n + 5 * count])
            let low = a.0 * up.values[0] + a.1 * up.values[1] + a.2 * up.values[2]
            lines[n] = low + b.0 * up.values[3] + b.1 * up.values[4] + b.2 * up.values[5]
            let slope = a.0 * up.slopes[0] + a.1 * up.slopes[1] + a.2 * up.slopes[2]
            lines[n + count] = slope + b.0 * up.slopes[3] + b.1 * up.slopes[4] + b.2 * up.slopes[5]
        }
    }

    /// A row of pixels of the three planes.
    private func spread(
        _ lines: UnsafePointer<Float>, _ across: SixPoints, into planes: UnsafeMutablePointer<Float>
    ) {
        let (count, area) = (Self.steps * columns, side * side)
        for n in 0..<6 {
            let point = across.first + n + Self.margin * Self.steps
            let line = lines + point % Self.steps * columns + point / Self.steps
            let (value, slope) = (across.values[n], across.slopes[n])
            for x in 0..<side {
                planes[x] += value * line[x]
                planes[x + area] += slope * line[x]
                planes[x + 2 * area] += value * line[x + count]
            }
        }
    }
}

/// The pixels of a source of flux 1.
struct PSFStamp {
    let box: PixelBox
    /// The profile, and how it changes per pixel that the source moves along x and along y; each row after row of the box.
    var planes: [Float]

    init(box: PixelBox) {
        self.box = box
        planes = Array(repeating: 0, count: 3 * box.area)
    }
}

/// Weights of six points in a row by Lagrange's formula.
private struct SixPoints {
    /// The first of the points, from the first point of the pixel.
    let first: Int
    var values = SIMD8<Float>.zero
    /// Of the change as the source moves by a pixel.
    var slopes = SIMD8<Float>.zero

    /// `place` in points from the first point of the pixel.
    init(_ place: Double) {
        let whole = place.rounded(.down)
        first = Int(whole) - 2
        let t = place - whole + 2
        for n in 0..<6 {
            var (value, slope) = (1.0, 0.0)
            for k in 0..<6 where k != n {
                let scale = 1 / Double(n - k)
                slope = slope * (t - Double(k)) * scale + value * scale
                value *= (t - Double(k)) * scale
            }
            values[n] = Float(value)
            slopes[n] = Float(-4 * slope)
        }
    }
}
