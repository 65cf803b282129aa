#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Lanczos's window of a sinc, L(x) = sinc(x) sinc(x / a) for |x| < a: a kernel to resample well-sampled images with.
///
/// A wider one keeps more of the high frequencies and spreads a bad pixel further. By itself the kernel moves smooth light by
/// up to a fiftieth of a pixel too far or too short (a = 3); a smooth term, the window sinc(x / a) times a polynomial, is
/// added so that polynomials up to the third degree (a = 3) or the fifth (4 and 5) are resampled exactly. Source of the
/// kernel: Duchon 1979, doi:10.1175/1520-0450(1979)018<1016:LFIOAT>2.0.CO;2; the added term is our own.
public enum Lanczos: Int, Sendable, Hashable, CaseIterable {
    case three = 3
    case four = 4
    case five = 5

    /// a, pixels.
    public var radius: Int { rawValue }

    /// Degree of the polynomials that are resampled exactly.
    private var degree: Int { self == .three ? 3 : 5 }

    /// Weights of the pixels `range` for a value at `place`; they are 0 from a distance of a pixels on.
    func weights(at place: Double, of range: ClosedRange<Int>) -> [Double] {
        let radius = Double(rawValue)
        let offsets = range.map { (Double($0) - place) / radius }
        let windows = offsets.map { abs($0) < 1 ? sinc($0) : 0 }
        let plain = zip(offsets, windows).map { sinc($0 * radius) * $1 }
        var wanted = (0...degree).map { -moment($0, offsets, plain) }
        wanted[0] += 1
        let moments = (0...2 * degree).map { moment($0, offsets, windows) }
        let matrix = (0...degree).map { row in (0...degree).map { moments[row + $0] } }
        let factors = solution(of: matrix, wanted)
        return offsets.indices.map { i in
            plain[i] + windows[i] * factors.reversed().reduce(0) { $0 * offsets[i] + $1 }
        }
    }

    /// Weights of 2 a pixels for a value at `offset`, 0 to 1, behind the a-th of them, from a table: to 1e-5.
    package func taps(offset: Double) -> [Float] { LanczosTable.of(self).weights(offset: offset) }

    private func moment(_ order: Int, _ offsets: [Double], _ weights: [Double]) -> Double {
        zip(offsets, weights).reduce(0) { sum, pair in
            sum + pair.1 * (0..<order).reduce(1) { product, _ in product * pair.0 }
        }
    }

    /// The kernel that moves light by a part of a pixel, -0.5 to 0.5 each way.
    func shiftKernel(x: Double, y: Double) throws -> SeparableKernel {
        let range = -rawValue...rawValue
        return try SeparableKernel(
            x: weights(at: x, of: range).map { Float($0) }, y: weights(at: y, of: range).map { Float($0) })
    }
}

private func sinc(_ x: Double) -> Double {
    abs(x) < 1e-9 ? 1 : sin(Double.pi * x) / (Double.pi * x)
}

/// Weights of 2 a taps for offsets 0 to 1 behind the a-th, in the layout of `tocsin_warp`.
struct LanczosTable: Sendable {
    static let steps = 512
    let taps: Int
    let values: [Float]

    private static let three = LanczosTable(.three)
    private static let four = LanczosTable(.four)
    private static let five = LanczosTable(.five)

    static func of(_ kernel: Lanczos) -> LanczosTable {
        switch kernel {
        case .three: three
        case .four: four
        case .five: five
        }
    }

    /// Weights of the taps for an offset of 0 to 1 behind the a-th.
    func weights(offset: Double) -> [Float] {
        let (place, row) = (offset * Double(Self.steps), values.count / (Self.steps + 1))
        let step = max(0, min(Self.steps - 1, Int(place)))
        let share = Float(place - Double(step))
        return (step * row..<step * row + taps).map { values[$0] + share * (values[$0 + row] - values[$0]) }
    }

    private init(_ kernel: Lanczos) {
        let radius = kernel.radius
        taps = 2 * radius
        let row = taps > 8 ? 16 : 8
        values = (0...Self.steps).flatMap { step in
            let weights = kernel.weights(at: Double(step) / Double(Self.steps), of: 1 - radius...radius)
            return weights.map { Float($0) } + Array(repeating: 0, count: row - weights.count)
        }
    }
}
