internal import Imaging

/// The significance of an image in squares, and which of them count.
struct StreakSquares {
    let bin: Int
    /// Clipped, 0 where a square does not count; the mean of those that do is 0.
    private(set) var values: Image<Float>
    /// 1 where a square counts, else 0.
    private(set) var weights: Image<Float>
    /// The plane `detected` on squares of bright sources.
    private let sources: Image<MaskPlanes>

    init(_ image: MaskedImage, _ noise: SmoothMap, bin: Int, clip: Float, threads: Int) throws {
        self.bin = bin
        let (width, height) = (image.width / bin, image.height / bin)
        let deviations = noise.image()
        let rows = mapped(height, threads: threads) { Self.row($0, width, bin, image, deviations) }
        values = try Image(width: width, height: height, pixels: rows.flatMap { $0 })
        weights = values.map { $0.isNaN ? 0 : 1 }
        values = values.map { $0.isNaN ? 0 : $0 }
        sources = Self.sources(values)
        for y in 0..<height {
            for x in 0..<width where !sources[x, y].isEmpty { (values[x, y], weights[x, y]) = (0, 0) }
        }
        clipped(to: clip)
    }

    /// Sums of values by noise over the root of their number; NaN for squares of which less than half can be used.
    private static func row(
        _ row: Int, _ width: Int, _ bin: Int, _ image: MaskedImage, _ noise: Image<Float>
    ) -> [Float] {
        var (sums, counts) = (Array(repeating: Float(0), count: width), Array(repeating: Float(0), count: width))
        image.withPlanes { planes in
            noise.withUnsafePixels { noise in
                for y in row * bin..<row * bin + bin {
                    var place = y * image.width
                    for x in 0..<width {
                        for _ in 0..<bin {
                            if planes.isUsable(place), noise[place] > 0 {
                                sums[x] += planes.values[place] / noise[place]
                                counts[x] += 1
                            }
                            place += 1
                        }
                    }
                }
            }
        }
        return zip(sums, counts).map { 2 * $1 >= Float(bin * bin) ? $0 / $1.squareRoot() : .nan }
    }

    /// Bright sources that are not long, grown by two squares.
    private static func sources(_ values: Image<Float>) -> Image<MaskPlanes> {
        var mask = Image<MaskPlanes>(width: values.width, height: values.height, repeating: [])
        let disc = Disc(radius: 2)
        let set = FootprintSet(of: values, settings: .init(threshold: 4, polarity: .both))
        for footprint in set.footprints where abs(footprint.highest?.height ?? 0) > 10 && !isLong(footprint) {
            for span in footprint.spans { mask.paint(span, grownBy: disc, .detected) }
        }
        return mask
    }

    private static func isLong(_ footprint: Footprint) -> Bool {
        var (n, x, y, xx, xy, yy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for span in footprint.spans {
            let v = Double(span.row) - Double(footprint.box.y)
            for column in span.columns {
                let u = Double(column - footprint.box.x)
                (n, x, y) = (n + 1, x + u, y + v)
                (xx, xy, yy) = (xx + u * u, xy + u * v, yy + v * v)
            }
        }
        let (mx, my) = (x / n, y / n)
        // A square's own width keeps a single row of them from having none.
        let shape = Ellipse(xx: xx / n - mx * mx + 1.0 / 12, xy: xy / n - mx * my, yy: yy / n - my * my + 1.0 / 12)
        guard let shape else { return false }
        return shape.major > 4 && shape.major > 3 * shape.minor
    }

    private mutating func clipped(to clip: Float) {
        for _ in 0..<2 {
            values = values.map { max(-clip, min(clip, $0)) }
            let count = weights.pixels.reduce(0) { $0 + Double($1) }
            let mean = Float(values.pixels.reduce(0) { $0 + Double($1) } / max(1, count))
            for y in 0..<values.height {
                for x in 0..<values.width { values[x, y] -= mean * weights[x, y] }
            }
        }
    }

    /// Whether a pixel is in the square of a bright source.
    func isSource(_ x: Int, _ y: Int) -> Bool {
        !sources[min(sources.width - 1, x / bin), min(sources.height - 1, y / bin)].isEmpty
    }

    /// Leaves out what is near a trail that was found, or near a line that was none.
    mutating func drop(_ streak: Streak?, _ line: StreakLine) {
        let reach = max(streak.map { 3 * $0.width } ?? 0, 1) + Double(bin)
        for y in 0..<values.height {
            for x in 0..<values.width where weights[x, y] > 0 {
                let (u, v) = (pixel(x), pixel(y))
                let isNearTrail = streak.map { $0.distance(x: u, y: v) < reach } ?? false
                if isNearTrail || line.distance(x: u, y: v) < (streak == nil ? reach : Double(bin)) {
                    (values[x, y], weights[x, y]) = (0, 0)
                }
            }
        }
    }

    /// The pixel coordinate of a square's middle.
    func pixel(_ square: Int) -> Double { Double(square * bin) + Double(bin - 1) / 2 }

    /// The line of the greatest significance over at least so many squares; nil where no line has so many.
    func best(least: Float, threads: Int) -> StreakLine? {
        let lines = mapped(4, threads: threads) { n in
            let sector = LineSector(turned: n / 2 == 1, flipped: n % 2 == 1)
            let sums = LineSums(sector.turned(values))
            return sums.best(weights: LineSums(sector.turned(weights)), least: least).map { line in
                let ends = [(0.0, Double(line.row)), (Double(sums.columns - 1), Double(line.row + line.rise))]
                    .map { sector.back($0, width: values.width, height: values.height) }
                    .map { (x: $0.0 * Double(bin) + Double(bin - 1) / 2, y: $0.1 * Double(bin) + Double(bin - 1) / 2) }
                return StreakLine(
                    startX: ends[0].x, startY: ends[0].y, endX: ends[1].x, endY: ends[1].y,
                    significance: Double(line.significance))
            }
        }
        return lines.compactMap { $0 }.max { $0.significance < $1.significance }
    }
}

/// A line through the image, between two places in pixels.
struct StreakLine {
    let startX: Double
    let startY: Double
    let endX: Double
    let endY: Double
    let significance: Double

    /// Distance of a place from the line, which has no ends.
    func distance(x: Double, y: Double) -> Double {
        let (dx, dy) = (endX - startX, endY - startY)
        return abs((x - startX) * dy - (y - startY) * dx) / max((dx * dx + dy * dy).squareRoot(), 1e-30)
    }
}
