import Testing

@testable import Portal

@Suite struct StampStretchTests {
    @Test(arguments: StampStretch.allCases) func `brightness rises from 0 to 1`(stretch: StampStretch) {
        let values = (0...1000).map { stretch.brightness(Double($0) / 1000) }
        #expect(values[0] == 0 && abs(values[1000] - 1) < 1e-12)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test(arguments: StampStretch.allCases) func `levels never fall where values rise`(stretch: StampStretch) {
        let shades = Shades(range: -3...17, stretch: stretch)
        let levels = (-500...2500).map { shades.level(Float($0) / 100) }
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(levels.first == 1 && levels.last == 255)
    }

    /// Values of SAOImage DS9's curves, computed by hand.
    @Test func `the curves are those of the field`() {
        #expect(StampStretch.linear.brightness(0.3) == 0.3)
        #expect(StampStretch.sqrt.brightness(0.25) == 0.5)
        #expect(abs(StampStretch.asinh.brightness(0.1) - 0.29398) < 1e-4)
        #expect(abs(StampStretch.log.brightness(0.1) - 0.66800) < 1e-4)
    }

    @Test func `percentiles are interpolated, and of finite values only`() {
        let pixels = (0...100).map { Float($0) } + [.nan, .infinity]
        #expect(StampLimits.percentile(0.5...99.5).range(of: pixels) == 0.5...99.5)
        #expect(StampLimits.percentile(-5...400).range(of: pixels) == 0...100)
        #expect(StampLimits.percentile(10...90).range(of: [.nan]) == nil)
        #expect(StampLimits.minmax.range(of: pixels) == 0...100)
    }

    @Test(arguments: ["zscale", "minmax", "0.5-99.5", "1e-05-99.0"]) func `limits are written as they are read`(
        text: String
    ) {
        #expect(StampLimits(text).map { "\($0)" } == text)
    }

    @Test(arguments: ["", "-", "5", "9-1", "a-b", "1-2-3", "-1-5", "0-101", "nan-nan", "0-nan", "1e999-2"])
    func `other limits are refused`(text: String) { #expect(StampLimits(text) == nil) }

    @Test func `options are read from an address, those unknown as usual`() {
        let given = ["stretch": "log", "limits": "5-95", "scale": "9999999"]
        #expect(StampOptions { given[$0] }.query == "stretch=log&limits=5.0-95.0&scale=32")
        #expect(StampOptions { _ in "'\"<" } == StampOptions())
        #expect(StampOptions { _ in nil }.query == "stretch=asinh&limits=zscale&scale=4")
    }
}
