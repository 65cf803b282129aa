#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The light across a trail: a Gaussian on a constant, shifted and turned against a line.
struct Crest {
    var height: Double
    /// Pixels to the left at the line's middle, and how much that grows from end to end.
    var shift: Double
    var turn: Double
    /// Standard deviation in pixels.
    var width: Double
    var base: Double

    private init(height: Double, shift: Double, turn: Double, width: Double, base: Double) {
        (self.height, self.shift, self.turn) = (height, shift, turn)
        (self.width, self.base) = (width, base)
    }

    /// The best of many shifts, turns and widths; nil where none has light above 0.
    init?(best profile: StreakProfile, _ part: Range<Int>, most: Double) {
        var best: (gain: Double, crest: Crest)?
        for width in [1.5, 3, 6] {
            for turn in stride(from: -2 * most, through: 2 * most, by: most / 4) {
                for shift in stride(from: -most, through: most, by: 1) {
                    let crest = Crest(height: 1, shift: shift, turn: turn, width: width, base: 0)
                    let (height, weight) = crest.height(profile, part)
                    let gain = height > 0 ? height * height * weight : 0
                    guard gain > best?.gain ?? 0 else { continue }
                    best = (gain, Crest(height: height, shift: shift, turn: turn, width: width, base: 0))
                }
            }
        }
        guard let best else { return nil }
        self = best.crest
    }

    private func shape(_ along: Double, _ across: Double) -> Double {
        let u = (across - shift - turn * along) / width
        return u * u < 80 ? exp(-u * u / 2) : 0
    }

    func value(_ along: Double, _ across: Double) -> Double { height * shape(along, across) + base }

    /// The height that fits some pieces best, all else being as it is, and its inverse variance.
    func height(_ profile: StreakProfile, _ part: Range<Int>) -> (height: Double, weight: Double) {
        var (product, square) = (0.0, 0.0)
        profile.forEach(part) { along, across, value, weight in
            let shape = shape(along, across)
            product += weight * shape * (value - base)
            square += weight * shape * shape
        }
        return square > 0 ? (product / square, square) : (0, 0)
    }

    func cost(_ profile: StreakProfile, _ part: Range<Int>) -> Double {
        var sum = 0.0
        profile.forEach(part) { along, across, value, weight in
            let rest = value - self.value(along, across)
            sum += weight * rest * rest
        }
        return sum
    }

    /// Of height, shift, turn, width and base.
    func normals(_ profile: StreakProfile, _ part: Range<Int>) -> (matrix: [Double], right: [Double]) {
        var (matrix, right) = (Array(repeating: 0.0, count: 25), Array(repeating: 0.0, count: 5))
        profile.forEach(part) { along, across, value, weight in
            let shape = shape(along, across)
            let u = (across - shift - turn * along) / width
            let slope = height * shape * u / width
            let row = (shape, slope, slope * along, slope * u, 1.0)
            let rest = value - height * shape - base
            withUnsafeBytes(of: row) { bytes in
                let row = bytes.bindMemory(to: Double.self)
                for i in 0..<5 {
                    right[i] += weight * row[i] * rest
                    for j in 0...i { matrix[5 * i + j] += weight * row[i] * row[j] }
                }
            }
        }
        return (matrix, right)
    }

    func moved(by step: [Double]) -> Crest {
        Crest(
            height: height + step[0], shift: shift + step[1], turn: turn + step[2], width: width + step[3],
            base: base + step[4])
    }

    /// Whether the crest is one that the profile can show.
    func isAllowed(_ reach: Int) -> Bool {
        height > 0 && width > 0.3 && width < Double(reach) / 2 && abs(shift) < Double(reach)
            && abs(turn) < 2 * Double(reach)
    }
}
