import RealBogus
import SkyMath
import Testing

@Suite struct CalibrationTests {
    @Test func `violators are pooled until probabilities rise`() throws {
        let map = try IsotonicMap(
            fitting: [1, 2, 3, 4, 5, 6], outcomes: [false, true, false, true, true, true])
        // 2 and 3 are pooled; the last three are of one level.
        #expect(map.scores == [1, 2.5, 5])
        let expected = [0.5 / 2, 1.5 / 3, 3.5 / 4]
        #expect(zip(map.probabilities, expected).allSatisfy { abs($0 - $1) < 1e-15 })
        #expect(abs(map.probability(ofScore: 1.75) - 0.375) < 1e-15)
        #expect(map.probability(ofScore: -1e9) == 0.25 && map.probability(ofScore: .infinity) == 0.875)
        #expect(map.probability(ofScore: .nan).isNaN)
    }

    @Test func `scores that lie come out calibrated and in the same order`() throws {
        var draws = Draws(seed: 8)
        func sample(_ count: Int) -> (scores: [Double], outcomes: [Bool]) {
            let truths = (0..<count).map { _ in draws.uniform() }
            return (truths.map { $0 * $0 * $0 * 40 - 7 }, truths.map { draws.uniform() < $0 })
        }
        let (known, fresh) = (sample(20_000), sample(20_000))
        let map = try IsotonicMap(fitting: known.scores, outcomes: known.outcomes)
        let probabilities = fresh.scores.map(map.probability)
        let sorted = fresh.scores.sorted().map(map.probability)
        #expect(zip(sorted, sorted.dropFirst()).allSatisfy(<=))
        let diagram = try ReliabilityDiagram(probabilities: probabilities, outcomes: fresh.outcomes)
        #expect(diagram.bins.map(\.count).reduce(0, +) == 20_000)
        for bin in diagram.bins { #expect(bin.interval(sigmas: 4).contains(bin.meanProbability)) }
        // The best Brier score of these draws is the mean of p (1 - p), 1/6.
        #expect(abs(diagram.brierScore - 1.0 / 6) < 0.005)
        let biased = try ReliabilityDiagram(probabilities: probabilities.map { $0 / 2 }, outcomes: fresh.outcomes)
        #expect(biased.bins.contains { $0.count > 100 && !$0.interval(sigmas: 4).contains($0.meanProbability) })
    }

    @Test func `equal scores have one probability`() throws {
        let map = try IsotonicMap(fitting: [3, 3, 3, 3], outcomes: [true, false, true, false])
        #expect(map.scores == [3] && map.probabilities == [0.5])
    }

    @Test func `a map that falls or leaves 0 to 1 is refused`() {
        #expect(throws: RealBogusError.self) { try IsotonicMap(scores: [], probabilities: []) }
        #expect(throws: RealBogusError.self) { try IsotonicMap(scores: [1, 1], probabilities: [0, 1]) }
        #expect(throws: RealBogusError.self) { try IsotonicMap(scores: [1, 2], probabilities: [0.4, 0.3]) }
        #expect(throws: RealBogusError.self) { try IsotonicMap(scores: [1, 2], probabilities: [0.4, 1.3]) }
        #expect(throws: RealBogusError.self) { try IsotonicMap(scores: [1, .nan], probabilities: [0.4, 0.5]) }
        #expect(throws: RealBogusError.self) { try IsotonicMap(fitting: [.nan], outcomes: [true]) }
        #expect(throws: RealBogusError.self) { try IsotonicMap(fitting: [1], outcomes: []) }
    }

    @Test func `a bin's interval is Wilson's`() throws {
        let diagram = try ReliabilityDiagram(
            probabilities: [0.1, 0.2, 0.3, 0.4, .nan], outcomes: [true, false, false, false, true], bins: 2)
        let (low, high) = (diagram.bins[0], diagram.bins[1])
        #expect(low.count == 4 && low.trueCount == 1 && abs(low.meanProbability - 0.25) < 1e-15)
        // n = 4, p = 1/4, z = 1: centre 0.3, half width 0.2.
        #expect(abs(low.interval().lowerBound - 0.1) < 1e-12 && abs(low.interval().upperBound - 0.5) < 1e-12)
        #expect(high.count == 0 && high.frequency.isNaN && high.interval() == 0...1)
        #expect(throws: RealBogusError.self) { try ReliabilityDiagram(probabilities: [2], outcomes: [true]) }
    }
}
