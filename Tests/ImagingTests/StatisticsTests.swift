import Imaging
import Testing

@Suite struct StatisticsTests {
    private func selected(_ rank: Int, _ values: [Float]) -> Float? {
        var copy = values
        return copy.withUnsafeMutableBufferPointer { Selection.value(at: rank, of: $0) }
    }

    private func median(_ values: [Float]) -> Float {
        var copy = values
        return copy.withUnsafeMutableBufferPointer { Selection.median(of: $0) }
    }

    static let shapes: [[Float]] = {
        var noise = Noise(seed: 5)
        let organ = (0..<1000).map { Float(min($0, 999 - $0)) }
        return [
            noise.values(1000), noise.values(1001).map { $0.rounded() }, Array(repeating: 4, count: 500), organ,
            (0..<777).map(Float.init), (0..<778).reversed().map(Float.init), [3], [2, 1], [],
        ]
    }()

    @Test(arguments: shapes) func `selection gives what sorting gives`(values: [Float]) {
        let sorted = values.sorted()
        for rank in stride(from: 0, to: values.count, by: 13) { #expect(selected(rank, values) == sorted[rank]) }
        #expect(selected(values.count, values) == nil)
        guard !values.isEmpty else { return }
        let middle = (sorted[(values.count - 1) / 2] + sorted[values.count / 2]) / 2
        #expect(median(values) == middle)
    }

    @Test func `quantiles interpolate between neighbours`() {
        var values: [Float] = [4, 1, 3, 2]
        values.withUnsafeMutableBufferPointer {
            #expect(Selection.quantile(0, of: $0) == 1)
            #expect(Selection.quantile(1, of: $0) == 4)
            #expect(abs(Selection.quantile(0.25, of: $0) - 1.75) < 1e-6)
        }
    }

    @Test func `without values there is no median and no scatter`() {
        #expect(median([]).isNaN)
        let none = ClippedStatistics(of: [.nan, .infinity])
        #expect(none.mean.isNaN && none.median.isNaN && none.scatter.isNaN && none.count == 0)
        #expect(MedianDeviation(of: []).scatter.isNaN)
        let one = ClippedStatistics(of: [3])
        #expect(one.mean == 3 && one.median == 3 && one.scatter == 0 && one.count == 1)
    }

    @Test func `outliers do not move clipped statistics`() {
        var noise = Noise(seed: 9)
        var values = noise.values(20_000, mean: 100, scatter: 5)
        for i in stride(from: 0, to: 20_000, by: 20) { values[i] = 1000 + Float(i) }
        values[3] = .nan
        let clipped = ClippedStatistics(of: values, clipping: Clipping(sigma: 3, iterations: 5))
        #expect(abs(clipped.mean - 100) < 0.15)
        #expect(abs(clipped.median - 100) < 0.2)
        #expect(abs(clipped.scatter - 5 * 0.9866) < 0.08)
        #expect(clipped.total == 19_999)
        #expect(clipped.count < 19_001 && clipped.count > 18_800)
        let robust = MedianDeviation(of: values)
        #expect(abs(robust.median - 100.3) < 0.2)
        #expect(abs(robust.scatter - 5.3) < 0.3)
    }

    @Test func `without rounds the statistics are those of all values`() {
        let plain = ClippedStatistics(of: [1, 2, 3, 4, 100], clipping: Clipping(iterations: 0))
        #expect(plain.mean == 22 && plain.median == 3 && plain.count == 5)
        #expect(abs(plain.scatter - 43.617656) < 1e-4)
    }

    @Test func `values on a large level keep their scatter`() {
        let values = (0..<1000).map { 1e6 + Float($0 % 2) }
        #expect(abs(ClippedStatistics(of: values).scatter - 0.50025) < 1e-4)
    }

    @Test func `masked pixels stay out`() throws {
        var masked = MaskedImage(image: Image(width: 10, height: 10, repeating: 1), variance: 4)
        masked.image[2, 2] = 50
        masked.mask[2, 2] = .cosmicRay
        masked.image[3, 3] = 7
        masked.mask[3, 3] = .detected
        masked.variance[4, 4] = 0
        #expect(masked.usableValues().count == 98)
        #expect(masked.usableValues().max() == 7)
        #expect(masked.usableValues(excluding: [.excluding, .detected]).max() == 1)
        #expect(masked.usableVariances(in: PixelBox(x: 4, y: 4, width: 20, height: 2)).count == 11)
        #expect(masked.usableValues(step: 3).count == 16)
        #expect(masked.clippedStatistics().count == 97)
    }
}
