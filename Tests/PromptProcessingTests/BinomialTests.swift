import PromptProcessing
import Testing

struct BinomialTests {
    @Test func `intervals are Wilson's`() {
        // Closed forms for one standard deviation: (p + 1/2n +- sqrt(p q / n + 1/4n^2)) / (1 + 1/n).
        let half = BinomialShare(5, of: 10)
        #expect(abs(half.interval.lowerBound - 0.349_244) < 1e-5 && abs(half.interval.upperBound - 0.650_756) < 1e-5)
        let none = BinomialShare(0, of: 9)
        #expect(none.interval.lowerBound == 0 && abs(none.interval.upperBound - 0.1) < 1e-9)
        let all = BinomialShare(9, of: 9)
        #expect(abs(all.interval.lowerBound - 0.9) < 1e-9 && all.interval.upperBound == 1)
    }

    @Test func `a share of nothing is not a number and may be anything`() {
        #expect(BinomialShare(0, of: 0).value.isNaN && BinomialShare(0, of: 0).interval == 0...1)
    }

    @Test func `intervals hold the truth two times in three`() {
        // All outcomes of 50 draws with p = 0.3, each with its probability.
        var (held, probability) = (0.0, 1.0)
        for _ in 0..<50 { probability *= 0.7 }
        for k in 0...50 {
            if BinomialShare(k, of: 50).interval.contains(0.3) { held += probability }
            probability *= Double(50 - k) / Double(k + 1) * 0.3 / 0.7
        }
        #expect((0.62...0.75).contains(held))
    }
}
