import SkyMath
import Testing

@Suite struct DrawsTests {
    @Test func `the same keys give the same numbers, and the order of keys matters`() {
        var first = Draws(seed: 7, 1, 2)
        var same = Draws(seed: 7, 1, 2)
        var other = Draws(seed: 7, 2, 1)
        let numbers = (0..<10).map { _ in first.next() }
        #expect(numbers == (0..<10).map { _ in same.next() })
        #expect(numbers != (0..<10).map { _ in other.next() })
    }

    @Test func `first numbers of neighbouring keys are spread evenly`() {
        let values = (0..<100_000).map { key -> Double in
            var draws = Draws(seed: 1, UInt64(key))
            return draws.uniform()
        }
        var bins = [Int](repeating: 0, count: 100)
        for value in values { bins[Int(value * 100)] += 1 }
        let chiSquared = bins.reduce(0.0) { $0 + (Double($1) - 1000) * (Double($1) - 1000) / 1000 }
        #expect(chiSquared < 99 + 5 * (2 * 99.0).squareRoot())
    }

    @Test(arguments: [0.3, 4, 29, 31, 200, 1e4]) func `Poisson numbers have the mean and variance asked for`(
        _ mean: Double
    ) {
        var draws = Draws(seed: 3, 9)
        let count = 40_000
        let values = (0..<count).map { _ in Double(draws.poisson(mean)) }
        let average = values.reduce(0, +) / Double(count)
        let variance = values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(count)
        #expect(abs(average - mean) < 5 * (mean / Double(count)).squareRoot())
        #expect(
            abs(variance / mean - 1) < 5 * (2 / Double(count)).squareRoot() + 3 / (mean * Double(count)).squareRoot())
    }

    @Test func `normal numbers have mean 0, variance 1 and the tails of a bell`() {
        var draws = Draws(seed: 5, 1)
        let values = (0..<200_000).map { _ in draws.normal() }
        let mean = values.reduce(0, +) / 200_000
        let variance = values.reduce(0) { $0 + $1 * $1 } / 200_000
        let beyondTwo = Double(values.count { abs($0) > 2 }) / 200_000
        #expect(abs(mean) < 0.012)
        #expect(abs(variance - 1) < 0.02)
        #expect(abs(beyondTwo - 0.0455) < 0.0025)
    }
}
