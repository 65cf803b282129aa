import SkyMath
import Testing

@testable import SkyModel

@Suite struct WeightedChoiceTests {
    @Test func `cases are chosen in proportion to their weights and never without one`() {
        let weights = [0.5, 0, 3, 1.5, -2, 5]
        let choice = WeightedChoice(weights)
        #expect(abs(choice.total - 10) < 1e-12)
        var counts = [Int](repeating: 0, count: weights.count)
        for step in 0..<100_000 { counts[choice.pick((Double(step) + 0.5) / 100_000)] += 1 }
        for (count, weight) in zip(counts, weights) { #expect(abs(Double(count) - max(weight, 0) * 10_000) <= 7) }
    }

    @Test func `nothing to choose from gives 0`() {
        #expect(WeightedChoice([]).pick(0.7) == 0)
        #expect(WeightedChoice([]).total == 0)
        #expect((0..<2).contains(WeightedChoice([0, 0]).pick(0.9)))
    }

    @Test func `a table is linear between its points and constant beyond`() {
        let table = PointTable([(0, 1), (2, 5), (3, 4)])
        #expect(table(-1) == 1 && table(9) == 4)
        #expect(table(1) == 3 && table(2.5) == 4.5 && table(2) == 5)
    }

    @Test func `layers follow one another without gap and end at the faintest bin`() {
        #expect(MagnitudeLayers.bins(0).lowerBound == 0)
        for layer in 1..<MagnitudeLayers.count {
            #expect(MagnitudeLayers.bins(layer).lowerBound == MagnitudeLayers.bins(layer - 1).upperBound)
        }
        #expect(MagnitudeLayers.bins(MagnitudeLayers.count - 1).upperBound == MagnitudeLayers.binCount)
        #expect(MagnitudeLayers.layers(brighterThan: 18) == 0..<3)
        #expect(MagnitudeLayers.layers(brighterThan: 18.01) == 0..<4)
        #expect(MagnitudeLayers.layers(brighterThan: 4).isEmpty)
        #expect(MagnitudeLayers.layers(brighterThan: 99) == 0..<MagnitudeLayers.count)
    }

    @Test func `windows cover a span of time and no more`() {
        #expect(TimeWindow.covering(60_000..<60_001) == 600..<601)
        #expect(TimeWindow.covering(59_999..<60_100.5) == 599..<602)
        #expect(TimeWindow.covering(60_000..<60_100) == 600..<601)
        #expect(TimeWindow.covering(-500 ..< -1).isEmpty)
        #expect(TimeWindow.covering(0 ..< .infinity).isEmpty)
        #expect(TimeWindow.covering(800_000..<9e9).upperBound == TimeWindow.numbers.upperBound)
    }
}
