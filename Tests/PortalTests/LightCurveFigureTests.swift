import AlertModel
import AlertStore
import Foundation
import Testing

@testable import Portal

@Suite struct LightCurveFigureTests {
    private func curve(_ count: Int, flux: (Int) -> Double? = { 1000 + Double($0) }) -> LightCurve {
        let detections = (0..<count).map { index in
            var detection = Detection(
                id: Int64(index + 1), midpointMjdTai: 61000 + Double(index), band: Band.allCases[1 + index % 6], ra: 1,
                dec: 2)
            detection.psfFlux = flux(index)
            detection.psfFluxErr = 50
            return detection
        }
        return LightCurve(
            detections: detections, upperLimits: [UpperLimit(midpointMjdTai: 60999, band: .r, limit: 400)])
    }

    private func figure(_ curve: LightCurve, _ unit: LightCurveFigure.Unit = .flux) -> LightCurveFigure {
        LightCurveFigure(curve: curve, options: .init(unit: unit, axis: .tai, title: "<object> & 'co'", highlight: 2))
    }

    private func points(_ svg: String) -> Int { svg.matches(of: #/<g class="point /#).count }

    @Test(arguments: [1, 7, 300, 10_000])
    func `every point is drawn`(count: Int) {
        #expect(points(figure(curve(count)).svg) == count + 1)
    }

    @Test func `points without a positive flux are left out of magnitudes, and that is said`() {
        let drawn = figure(curve(10) { $0 < 3 ? -Double($0) - 1 : 500 }, .magnitude)
        #expect(points(drawn.svg) == 8)
        #expect(drawn.svg.contains("3 points"))
    }

    @Test func `points without a usable flux are counted in the note, in either unit`() {
        for unit in LightCurveFigure.Unit.allCases {
            let svg = figure(curve(10) { $0 < 2 ? nil : $0 == 2 ? .nan : 500 }, unit).svg
            #expect(points(svg) == 8)
            #expect(svg.contains("3 points have no flux and are not drawn."))
        }
        let both = figure(curve(10) { $0 == 0 ? nil : $0 == 1 ? -5 : 500 }, .magnitude).svg
        #expect(both.contains("1 point has no flux and is not drawn. 1 point has a flux that is not above zero"))
        #expect(figure(LightCurve(detections: curve(4) { _ in nil }.detections)).svg.contains("4 points have no flux"))
        #expect(!figure(curve(10)).svg.contains("class=\"note\""))
    }

    @Test func `a screen reader is told the name of the drawing and what is on it`() {
        let svg = figure(curve(3)).svg
        #expect(svg.contains("<title id=\"curve-name\">Light curve of &lt;object&gt; &amp; &#39;co&#39;</title>"))
        #expect(svg.contains("4 points: 1 in u, 1 in g, 2 in r. From 2025-11-19 23:59:23 to 2025-11-22 23:59:23 UTC"))
        #expect(svg.contains("400.0 to 1002.0 nJy.</desc>"))
        #expect(svg.contains("aria-labelledby=\"curve-name\" aria-describedby=\"curve-words\""))
    }

    @Test func `a legend has no button before there is a script to make it do something`() {
        #expect(!figure(curve(9)).svg.contains("<button"))
        #expect(figure(curve(9)).svg.matches(of: /<li class="band-key" data-band="."/).count == 6)
    }

    @Test func `brighter is higher in both units`() throws {
        for unit in LightCurveFigure.Unit.allCases {
            let marks = CurveMark.all(curve(2) { $0 == 0 ? 1000 : 5000 }).filter { $0.kind == .detection }
            let frame = CurveFrame(points: marks, options: .init(unit: unit, axis: .tai, title: "", highlight: nil))
            let heights = try marks.map { frame.y(try #require($0.value(unit))) }
            #expect(heights[1] < heights[0])
        }
    }

    @Test func `a title is escaped and an empty curve says so`() {
        #expect(!figure(curve(3)).svg.contains("<object>"))
        #expect(figure(LightCurve()).svg.contains("no point"))
    }

    @Test func `ticks are round and lie within the range`() {
        for range in [0.0...1, -3...7, 61000...61000.5, -1e6...2e7, 17.2...17.3] {
            let ticks = CurveTicks.round(range, count: 6)
            #expect((2...15).contains(ticks.count), "\(range): \(ticks)")
            #expect(ticks.allSatisfy { range.lowerBound - 1e-9 <= $0 && $0 <= range.upperBound + 1e-9 })
        }
    }

    @Test func `a UTC axis shows the calendar day`() {
        let svg = LightCurveFigure(
            curve: curve(40), options: .init(unit: .flux, axis: .utc, title: "x", highlight: nil)
        ).svg
        #expect(svg.contains("2025-11-"))  // MJD 61000 is 2025-11-21
    }

    @Test func `a UTC axis of any length has at least two labels, each another`() {
        var random = SystemRandomNumberGenerator()
        for exponent in stride(from: -1.5, through: 10, by: 0.05) {
            let days = pow(10, exponent) / 86400
            let start = Double.random(in: 41500...61000, using: &random)
            let ticks = CurveCalendar.ticks(start...(start + days))
            #expect((2...8).contains(ticks.count), "\(days) days from \(start)")
            #expect(Set(ticks.map(\.text)).count == ticks.count, "\(days) days: \(ticks.map(\.text))")
            #expect(ticks.allSatisfy { start <= $0.mjdUtc + 1e-9 && $0.mjdUtc - 1e-9 <= start + days })
        }
        let texts = CurveCalendar.ticks(61000.00001...61000.00004).map(\.text)
        #expect(texts.prefix(3) == ["11-21 00:00:01.0", "11-21 00:00:01.5", "11-21 00:00:02.0"])
    }

    @Test(arguments: LightCurveFigure.Unit.allCases)
    func `a flux near the end of what a number holds is counted, not drawn`(unit: LightCurveFigure.Unit) {
        for flux in [1.7e308, -1.7e308, 1e31] {
            var curve = curve(3)
            curve.detections[1].psfFlux = flux
            curve.detections[2].psfFluxErr = 1.7e308
            let drawn = figure(curve, unit)
            #expect(points(drawn.svg) == 3)
            #expect(drawn.svg.contains("1 point has"))
        }
    }

    @Test(arguments: [0, -1, .infinity, .nan, 1e300, 1e-300])
    func `a step of any size has a number of decimals`(step: Double) {
        #expect((0...17).contains(CurveTicks.digits(step)))
    }

    @Test func `a point tells its time in three scales, its flux and its magnitude`() throws {
        let svg = figure(curve(1)).svg
        #expect(svg.contains("u detection, 2025-11-20 23:59:23 UTC: 1000.0 ± 50.0 nJy, 23.90 ± 0.05 mag"))
        #expect(svg.contains("data-t=\"61000.0\" data-jd=\"2461000.49957\""))
    }

    @Test func `numbers are written as printf does`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let value = Double.random(in: -1e6...1e6, using: &random)
            for digits in [0, 1, 2, 3, 5] {
                let text = SVGNumber.fixed(value, digits: digits)
                let difference = abs((Double(text) ?? .nan) - value)
                #expect(difference <= 0.5001 * pow(10, -Double(digits)), "\(value): \(text)")
                #expect(text.utf8.count == String(format: "%.\(digits)f", value).utf8.count || text.hasPrefix("0"))
            }
        }
        #expect(SVGNumber.fixed(-0.04, digits: 1) == "0.0")
        #expect(SVGNumber.fixed(1.005, digits: 5) == "1.00500")
        #expect(SVGNumber.fixed(.nan, digits: 1) == "–")
        #expect(SVGNumber.fixed(1e300, digits: 0).count == 301)
    }

    @Test func `the table has a row a point`() {
        #expect(figure(curve(12)).tableHTML.matches(of: /<tr><td>/).count == 13)
    }
}
