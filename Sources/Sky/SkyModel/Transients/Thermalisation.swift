#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The share of r-process decay's energy that heats the ejecta (Barnes and others 2016,
/// doi:10.3847/0004-637X/829/2/110): three coefficients, from the paper's table for masses and speeds, between which
/// they go in straight lines of log mass and speed.
struct Thermalisation {
    private let early: Double
    private let late: Double
    private let power: Double

    /// - Parameters:
    ///   - mass: Suns; taken within 0.001 ... 0.05.
    ///   - speed: in units of the speed of light; taken within 0.1 ... 0.3.
    init(mass: Double, speed: Double) {
        let (row, down) = SupernovaIaSurface.place(log10(mass), in: Self.logMasses)
        let (column, across) = SupernovaIaSurface.place(speed, in: Self.speeds)
        func coefficient(_ table: [[Double]]) -> Double {
            let upper = table[row][column] + across * (table[row][column + 1] - table[row][column])
            let lower = table[row + 1][column] + across * (table[row + 1][column + 1] - table[row + 1][column])
            return upper + down * (lower - upper)
        }
        (early, late, power) = (coefficient(Self.a), coefficient(Self.b), coefficient(Self.d))
    }

    /// 0 ... 0.72, days after the merger.
    func share(days: Double) -> Double {
        let spread = 2 * late * pow(days, power)
        return 0.36 * (exp(-early * days) + log1p(spread) / spread)
    }

    private static let logMasses = [-3, -2.301, -2, -1.301]
    private static let speeds = [0.1, 0.2, 0.3]
    private static let a = [[2.01, 4.52, 8.16], [0.81, 1.90, 3.20], [0.56, 1.31, 2.19], [0.27, 0.55, 0.95]]
    private static let b = [[0.28, 0.62, 1.19], [0.19, 0.28, 0.45], [0.17, 0.21, 0.31], [0.10, 0.13, 0.15]]
    private static let d = [[1.12, 1.39, 1.52], [0.86, 1.21, 1.39], [0.74, 1.13, 1.32], [0.60, 0.90, 1.13]]
}
