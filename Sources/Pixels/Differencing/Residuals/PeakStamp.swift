internal import Imaging

/// The square of pixels about a peak: values, weights, and what is known of static light in them.
struct PeakStamp {
    static let radius = 11
    static let side = 2 * radius + 1
    static let count = side * side

    /// The middle pixel.
    let column: Int
    let row: Int
    private(set) var values = [Double](repeating: 0, count: count)
    /// 1 / variance, 0 where a pixel is not usable.
    private(set) var weights = [Double](repeating: 0, count: count)
    /// The static scene with two pixels about the square, the nearest ones beyond the image's edge.
    private var scene: [Double]

    private static let wide = side + 4

    init(_ model: ResidualModel, _ column: Int, _ row: Int) {
        (self.column, self.row) = (column, row)
        scene = []
        scene.reserveCapacity(Self.wide * Self.wide)
        let (white, reach) = (model.white, Self.radius + 2)
        for y in row - reach...row + reach {
            for x in column - reach...column + reach {
                let (u, v) = (max(0, min(white.scene.width - 1, x)), max(0, min(white.scene.height - 1, y)))
                scene.append(Double(white.scene[u, v]))
            }
        }
        for n in 0..<Self.count {
            let (x, y) = (column - Self.radius + n % Self.side, row - Self.radius + n / Self.side)
            guard white.image.bounds.contains(x: x, y: y), white.image.isUsable(x: x, y: y) else { continue }
            let rest = model.residuals.fraction * light(n)
            values[n] = Double(white.image.image[x, y])
            weights[n] = 1 / (Double(white.image.variance[x, y]) * model.varianceScale + rest * rest)
        }
    }

    /// Of the static scene in pixel `n`.
    func light(_ n: Int) -> Double { scene[(n / Self.side + 2) * Self.wide + n % Self.side + 2] }

    func slopes(_ n: Int) -> SIMD8<Double> {
        let place = (n / Self.side + 2) * Self.wide + n % Self.side + 2
        return starSlopes { scene[place + $1 * Self.wide + $0] }
    }

    /// Offset of pixel `n` from the middle one.
    static func offset(_ n: Int) -> (x: Int, y: Int) { (n % side - radius, n / side - radius) }

    /// The brightest static light in the whole square, and in that of 7 x 7 pixels in its middle.
    var brightest: (all: Double, middle: Double) {
        (0..<Self.count).reduce(into: (all: 0.0, middle: 0.0)) { result, n in
            let (value, offset) = (abs(light(n)), Self.offset(n))
            result.all = max(result.all, value)
            if max(abs(offset.x), abs(offset.y)) <= 3 { result.middle = max(result.middle, value) }
        }
    }
}
