import Rendering
import SkyMath
import Testing

@Suite struct NormalNoiseTests {
    static let deviates: [Double] = {
        var noise = NormalNoise(Draws(seed: 5, 8))
        var floats = Array(repeating: Float(0), count: 200_001)
        floats.withUnsafeMutableBufferPointer { noise.fill($0) }
        return floats.map(Double.init)
    }()

    @Test func `deviates have the moments of a normal distribution`() {
        let (mean, sigma) = moments(Self.deviates)
        var (third, fourth) = (0.0, 0.0)
        for value in Self.deviates {
            third += value * value * value
            fourth += value * value * value * value
        }
        #expect(abs(mean) < 0.009)
        #expect(abs(sigma - 1) < 0.0065)
        #expect(abs(third / 200_001) < 0.035)
        #expect(abs(fourth / 200_001 - 3) < 0.09)
    }

    @Test(arguments: [(1.0, 0.317310508), (2, 0.045500264), (3, 0.002699796), (4, 6.334248e-5)])
    func `as many deviates are beyond a bound as there should be`(bound: Double, share: Double) {
        let expected = share * 200_001
        let found = Double(Self.deviates.filter { abs($0) > bound }.count)
        #expect(abs(found - expected) < 4 * expected.squareRoot() + 1)
    }

    @Test(arguments: [1, 2, 3, 30, 900])
    func `deviates at a distance are not correlated`(lag: Int) {
        var sum = 0.0
        for index in 0..<100_000 { sum += Self.deviates[index] * Self.deviates[index + lag] }
        #expect(abs(sum / 100_000) < 4 / 100_000.squareRoot())
    }
}
