/// Which rows of a table at uneven knots a value is made of, and with what weights: Hermite's cubic with the slopes
/// of the neighbours' chords; the ends are kept beyond the first and last knot.
struct CubicWeights {
    let rows: [Int]
    let weights: [Double]

    init(_ value: Double, knots: [Double]) {
        let last = knots.count - 1
        let index = max(0, min(last, knots.firstIndex { $0 > value } ?? last) - 1)
        let width = knots[index + 1] - knots[index]
        let t = max(0, min(1, (value - knots[index]) / width))
        let (before, after) = (max(0, index - 1), min(last, index + 2))
        rows = [before, index, index + 1, after]
        let (square, cube) = (t * t, t * t * t)
        let left = (cube - 2 * square + t) * width / (knots[index + 1] - knots[before])
        let right = (cube - square) * width / (knots[after] - knots[index])
        weights = [-left, 1 - 3 * square + 2 * cube - right, 3 * square - 2 * cube + left, right]
    }
}
