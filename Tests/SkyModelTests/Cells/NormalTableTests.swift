import SkyMath
import Testing

@testable import SkyModel

@Suite struct NormalTableTests {
    private static let numbers: [Double] = {
        var draws = Draws(seed: 3, 1)
        return (0..<40_000).flatMap { _ in
            let (a, b, c) = NormalTable.three(draws.next())
            return [a, b, c]
        }
    }()

    @Test func `moments are those of a normal distribution`() {
        let numbers = Self.numbers
        func moment(_ power: (Double) -> Double) -> Double {
            numbers.reduce(0) { $0 + power($1) } / Double(numbers.count)
        }
        #expect(abs(moment { $0 }) < 0.012)
        #expect(abs(moment { $0 * $0 } - 1) < 0.016)
        #expect(abs(moment { $0 * $0 * $0 * $0 } - 3) < 0.12)
    }

    @Test func `shares within one, two and three deviations are the normal ones`() {
        for (limit, share) in [(1.0, 0.682689), (2, 0.954500), (3, 0.997300)] {
            let found = Double(Self.numbers.count { abs($0) < limit }) / Double(Self.numbers.count)
            let error = (share * (1 - share) / Double(Self.numbers.count)).squareRoot()
            #expect(abs(found - share) < 4 * error, "\(limit)")
        }
    }

    @Test func `the three of one word do not depend on one another`() {
        let numbers = Self.numbers
        for lag in [1, 2] {
            let products: [Double] = stride(from: 0, to: numbers.count, by: 3).map { numbers[$0] * numbers[$0 + lag] }
            let count = Double(products.count)
            let mean: Double = products.reduce(0, +) / count
            #expect(abs(mean) < 4 / count.squareRoot())
        }
    }
}
