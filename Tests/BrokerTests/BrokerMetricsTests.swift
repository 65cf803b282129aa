import AlertStore
import Testing

@testable import Broker

@Suite struct BrokerMetricsTests {
    @Test func `rates are averages over the last whole seconds`() {
        var window = RateWindow()
        let start = ContinuousClock.now
        for second in 0..<30 { window.add(100, at: start + .milliseconds(1000 * second + 500)) }
        let rates = window.rates(at: start + .milliseconds(30_100))
        #expect(rates.second == 100)
        #expect(rates.tenSeconds == 100)
        #expect(abs(rates.minute - 100) < 3)
        #expect(window.rates(at: start + .seconds(200)) == Rates(second: 0, tenSeconds: 0, minute: 0))
    }

    @Test func `quantiles lie within a class of the truth`() {
        var histogram = LatencyHistogram()
        for milliseconds in 1...1000 { histogram.add(milliseconds: Int64(milliseconds), count: 1) }
        let quantiles = histogram.quantiles
        #expect((500...750).contains(quantiles.half))
        #expect((990...1000).contains(quantiles.ninetyNine))
        #expect(quantiles.greatest == 1000)
        #expect(LatencyHistogram().quantiles.half == 0)
    }

    @Test func `a lag is the difference of end and next offset`() {
        let metrics = BrokerMetrics()
        var batch = ReadBatch()
        batch.next = [0: 40, 1: 7]
        metrics.committed(.init(), batch)
        metrics.ends([0: 100, 1: 7, 2: 5], topic: "t")
        #expect(metrics.snapshot().lag == [0: 60, 1: 0])
    }
}
