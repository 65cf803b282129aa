internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Pixels along a line, in pieces along it and pixels across it.
struct StreakProfile {
    static let pieces = 32
    /// Pixels across, each way.
    let reach: Int
    /// Values, and their inverse variances (0 for none), piece after piece.
    private(set) var values: [Double]
    private(set) var weights: [Double]

    /// Means of usable pixels that `isKept`, by their value, noise, and where they are along (-0.5 ... 0.5) and across.
    init(
        _ image: MaskedImage, _ noise: SmoothMap, _ squares: StreakSquares, _ axis: StreakAxis, reach: Int,
        isKept: (Double, Double, Double, Double) -> Bool
    ) {
        self.reach = reach
        let across = 2 * reach + 1
        var sums = Array(repeating: 0.0, count: Self.pieces * across)
        var counts = sums
        var deviations = Array(repeating: 0.0, count: Self.pieces)
        for n in 0..<Self.pieces {
            let place = axis.place((Double(n) + 0.5) / Double(Self.pieces) - 0.5)
            deviations[n] = noise.value(
                atX: max(0, min(Double(image.width - 1), place.x)), y: max(0, min(Double(image.height - 1), place.y)))
        }
        axis.forEachPixel(image.bounds, within: Double(reach) + 0.5) { x, y, along, distance in
            let piece = max(0, min(Self.pieces - 1, Int((along + 0.5) * Double(Self.pieces))))
            let value = Double(image.image[x, y])
            guard !squares.isSource(x, y), image.isUsable(x: x, y: y), deviations[piece] > 0,
                isKept(value, deviations[piece], along, distance)
            else { return }
            let n = piece * across + max(0, min(2 * reach, Int((distance + Double(reach)).rounded())))
            sums[n] += value
            counts[n] += 1
        }
        values = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
        weights = counts.indices.map { n in
            counts[n] > 0 ? counts[n] / (deviations[n / across] * deviations[n / across]) : 0
        }
    }

    /// `body` with the place along and across, value and weight of each cell of some pieces that has any.
    @inline(__always)
    func forEach(_ pieces: Range<Int>, _ body: (Double, Double, Double, Double) -> Void) {
        let across = 2 * reach + 1
        for n in pieces.lowerBound * across..<pieces.upperBound * across where weights[n] > 0 {
            let along = (Double(n / across) + 0.5) / Double(Self.pieces) - 0.5
            body(along, Double(n % across - reach), values[n], weights[n])
        }
    }
}

/// The part of a line that lies in an image, as coordinates along and across it.
struct StreakAxis {
    let middle: (x: Double, y: Double)
    let direction: (x: Double, y: Double)
    /// Pixels.
    let length: Double

    /// nil where the line misses the image.
    init?(through line: StreakLine, in bounds: PixelBox) {
        let (dx, dy) = (line.endX - line.startX, line.endY - line.startY)
        let size = (dx * dx + dy * dy).squareRoot()
        guard size > 0 else { return nil }
        var (low, high) = (-Double.infinity, Double.infinity)
        let sides = [
            (line.startX, dx / size, Double(bounds.width) - 0.5), (line.startY, dy / size, Double(bounds.height) - 0.5),
        ]
        for (start, step, end) in sides where abs(step) > 1e-12 {
            let (a, b) = ((-0.5 - start) / step, (end - start) / step)
            (low, high) = (max(low, min(a, b)), min(high, max(a, b)))
        }
        guard high - low > 1, (high - low).isFinite else { return nil }
        direction = (dx / size, dy / size)
        length = high - low
        middle = (line.startX + direction.x * (low + high) / 2, line.startY + direction.y * (low + high) / 2)
    }

    /// The place at a share of the length, -0.5 ... 0.5, and a distance to the left.
    func place(_ along: Double, _ across: Double = 0) -> (x: Double, y: Double) {
        (
            middle.x + along * length * direction.x - across * direction.y,
            middle.y + along * length * direction.y + across * direction.x
        )
    }

    /// `body` with the pixels near the line, and where they are along and across it.
    func forEachPixel(_ bounds: PixelBox, within reach: Double, _ body: (Int, Int, Double, Double) -> Void) {
        let isFlat = abs(direction.x) >= abs(direction.y)
        let slope = isFlat ? direction.y / direction.x : direction.x / direction.y
        let half = reach * (1 + slope * slope).squareRoot()
        for step in 0..<(isFlat ? bounds.width : bounds.height) {
            let centre =
                isFlat ? middle.y + (Double(step) - middle.x) * slope : middle.x + (Double(step) - middle.y) * slope
            let last = Double(isFlat ? bounds.height - 1 : bounds.width - 1)
            guard centre + half >= 0, centre - half <= last else { continue }
            for other in Int(max(0, centre - half))...Int(min(last, centre + half)) {
                let (x, y) = isFlat ? (step, other) : (other, step)
                let (dx, dy) = (Double(x) - middle.x, Double(y) - middle.y)
                let distance = dy * direction.x - dx * direction.y
                guard abs(distance) <= reach else { continue }
                body(x, y, (dx * direction.x + dy * direction.y) / length, distance)
            }
        }
    }
}
