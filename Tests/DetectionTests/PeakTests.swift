import Detection
import Imaging
import Testing

@Suite struct PeakTests {
    @Test func `a parabola's top is found exactly`() throws {
        func value(_ dx: Int, _ dy: Int) -> Double {
            let (x, y) = (Double(dx) - 0.3, Double(dy) + 0.2)
            return 7 - 2 * x * x - y * y + 0.5 * x * y
        }
        let top = try #require(Quadratic(value).maximum)
        #expect(abs(top.x - 0.3) < 1e-12 && abs(top.y + 0.2) < 1e-12 && abs(top.height - 7) < 1e-12)
        #expect(Quadratic { dx, dy in Double(dx * dx - dy * dy) }.maximum == nil)
    }

    @Test func `stars of either sign are found where they are`() throws {
        var field = SyntheticField.grid(400, fluxes: 4000...20_000)
        for i in field.stars.indices where i % 2 == 1 { field.stars[i].flux *= -1 }
        let image = try field.masked().image
        let noise = SmoothMap(width: 400, height: 400, constant: 10)
        let peaks = try image.significance(smoothedBy: 1.5, noise: noise).peaks(above: 8)
        #expect(peaks.count == field.stars.count)
        for star in field.stars {
            let peak = peaks.min { distance($0, star) < distance($1, star) }
            #expect(peak.map { distance($0, star) < 0.25 && $0.isNegative == (star.flux < 0) } == true)
        }
        let positive = try image.significance(smoothedBy: 1.5, noise: noise).peaks(above: 8, polarity: .positive)
        #expect(positive == peaks.filter { !$0.isNegative })
    }

    private func distance(_ peak: Peak, _ star: SyntheticField.Star) -> Double {
        rms([peak.x - star.x, peak.y - star.y]) * 2.0.squareRoot()
    }

    @Test func `a S/N map of noise has the scatter 1`() throws {
        let image = try SyntheticField(400, 300).masked().image
        let map = try image.significance(
            smoothedBy: 2, noise: SmoothMap(width: 400, height: 300, constant: 10))
        #expect(abs(rms(map.cropped(to: map.bounds.grown(by: -10)).pixels.map(Double.init)) - 1) < 0.03)
    }

    @Test func `of a plateau the first pixel counts, and edges are no obstacle`() {
        var image = Image<Float>(width: 40, height: 10, repeating: 0)
        for x in 3...6 { image[x, 4] = 5 }
        image[0, 0] = 9
        image[39, 9] = -9
        image[20, 5] = .nan
        image[22, 5] = 6
        let peaks = image.peaks(above: 4)
        #expect(peaks.map(\.column) == [0, 3, 22, 39])
        #expect(peaks.map { $0.height.rounded() } == [9, 6, 6, -9])
    }

    @Test func `wrong sizes and filters are refused`() {
        let image = Image<Float>(width: 4, height: 4, repeating: 0)
        #expect(throws: DetectionError.self) {
            try image.significance(smoothedBy: 1, noise: SmoothMap(width: 5, height: 4, constant: 1))
        }
        #expect(throws: DetectionError.self) { try SeparableKernel.gaussian(sigma: .nan) }
    }
}
