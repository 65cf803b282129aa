#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The base functions of the H, G1, G2 system (Muinonen et al. 2010, doi:10.1016/j.icarus.2010.04.003) with G1 and G2
/// as
/// Penttila et al. 2016 (doi:10.1016/j.pss.2015.08.010) tie them to one slope.
enum ThreeParameterPhase {
    static func brightness(_ degrees: Double, _ slope: Double) -> Double {
        let g1 = 0.84293649 * slope
        let g2 = 0.53513350 * (1 - slope)
        return g1 * first(degrees) + g2 * second(degrees) + (1 - g1 - g2) * third(degrees)
    }

    private static func first(_ degrees: Double) -> Double {
        guard degrees > 7.5 else { return 1 - 6 * degrees * .pi / 180 / .pi }
        return spline1(degrees)
    }

    private static func second(_ degrees: Double) -> Double {
        guard degrees > 7.5 else { return 1 - 9 * degrees * .pi / 180 / (5 * .pi) }
        return spline2(degrees)
    }

    private static func third(_ degrees: Double) -> Double { degrees >= 30 ? 0 : spline3(degrees) }

    private static let spline1 = CubicSpline(
        [7.5, 30, 60, 90, 120, 150], [7.5e-1, 3.3486016e-1, 1.3410560e-1, 5.1104756e-2, 2.1465687e-2, 3.6396989e-3],
        slopes: (-1.9098593, -9.1328612e-2))
    private static let spline2 = CubicSpline(
        [7.5, 30, 60, 90, 120, 150], [9.25e-1, 6.2884169e-1, 3.1755495e-1, 1.2716367e-1, 2.2373903e-2, 1.6505689e-4],
        slopes: (-5.7295780e-1, -8.6573138e-8))
    private static let spline3 = CubicSpline(
        [0, 0.3, 1, 2, 4, 8, 12, 20, 30],
        [1, 8.3381185e-1, 5.7735424e-1, 4.2144772e-1, 2.3174230e-1, 1.0348178e-1, 6.1733473e-2, 1.6107006e-2, 0],
        slopes: (-1.0630097e-1 * 180 / .pi, 0))
}

/// A cubic spline with given slopes (per radian) at its ends, in degrees. Beyond its ends the end's value.
struct CubicSpline: Sendable {
    private let x: [Double]
    private let y: [Double]
    private let curvature: [Double]

    init(_ degrees: [Double], _ y: [Double], slopes: (Double, Double)) {
        let x = degrees.map { $0 * .pi / 180 }
        let last = x.count - 1
        var curvature = [Double](repeating: 0, count: x.count)
        var work = curvature
        let start = x[1] - x[0]
        curvature[0] = -0.5
        work[0] = 3 / start * ((y[1] - y[0]) / start - slopes.0)
        for i in 1..<last {
            let share = (x[i] - x[i - 1]) / (x[i + 1] - x[i - 1])
            let pivot = share * curvature[i - 1] + 2
            curvature[i] = (share - 1) / pivot
            let bend = (y[i + 1] - y[i]) / (x[i + 1] - x[i]) - (y[i] - y[i - 1]) / (x[i] - x[i - 1])
            work[i] = (6 * bend / (x[i + 1] - x[i - 1]) - share * work[i - 1]) / pivot
        }
        let end = x[last] - x[last - 1]
        let bend = 3 / end * (slopes.1 - (y[last] - y[last - 1]) / end)
        curvature[last] = (bend - 0.5 * work[last - 1]) / (0.5 * curvature[last - 1] + 1)
        for i in stride(from: last - 1, through: 0, by: -1) { curvature[i] = curvature[i] * curvature[i + 1] + work[i] }
        (self.x, self.y, self.curvature) = (x, y, curvature)
    }

    func callAsFunction(_ degrees: Double) -> Double {
        let at = min(max(degrees * .pi / 180, x[0]), x[x.count - 1])
        let i = min((x.firstIndex { $0 >= at } ?? 1), x.count - 1)
        let right = max(i, 1)
        let h = x[right] - x[right - 1]
        let (a, b) = ((x[right] - at) / h, (at - x[right - 1]) / h)
        return a * y[right - 1] + b * y[right]
            + ((a * a * a - a) * curvature[right - 1] + (b * b * b - b) * curvature[right]) * h * h / 6
    }
}
