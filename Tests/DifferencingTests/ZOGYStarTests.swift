import Detection
import Imaging
import Testing

@testable import Differencing

@Suite struct ZOGYStarTests {
    private func field(jitter: Double) throws -> ZOGYField {
        var field = try ZOGYField()
        (field.ratio, field.shift, field.jitter) = (1.3, (0.22, -0.41), jitter)
        field.stars = ZOGYField.grid(9, side: 256, seed: 11) { 2e4 + 6e4 * $0.uniform() }
        return field
    }

    @Test func `ratio and shift of stars are found, and no noise where there is none`() throws {
        let match = try field(jitter: 0).match()
        #expect(match.stars.count >= 70)
        for (x, y) in [(30.0, 40.0), (128, 128), (220, 200)] {
            #expect(abs(match.ratio.value(atX: x, y: y) / 1.3 - 1) < 0.003)
            #expect(abs(match.shiftX.value(atX: x, y: y) - 0.22) < 0.01)
            #expect(abs(match.shiftY.value(atX: x, y: y) + 0.41) < 0.01)
        }
        #expect(match.sigmaX < 0.012 && match.sigmaY < 0.012)
        #expect(match.sigmaRatio < 0.006)
    }

    @Test func `registration noise is measured`() throws {
        let match = try field(jitter: 0.1).match()
        // The median of the better 40 of the stars tells a width to 18 %; both axes together to 13 %.
        let both = ((match.sigmaX * match.sigmaX + match.sigmaY * match.sigmaY) / 2).squareRoot()
        #expect(abs(both - 0.1) < 0.04, "\(match.sigmaX) \(match.sigmaY)")
    }

    @Test func `stars moved by a tenth of a pixel light up the score but not the corrected one`() throws {
        let field = try field(jitter: 0.1)
        let made = try field.difference(field.match())
        let lit = field.stars.filter { star in
            var highest: Float = 0
            for y in Int(star.y) - 4...Int(star.y) + 4 {
                for x in Int(star.x) - 4...Int(star.x) + 4 { highest = max(highest, abs(made.score[x, y])) }
            }
            return highest > 8
        }
        #expect(lit.count > 20)
        #expect(made.detections(above: 5).isEmpty)
    }

    @Test func `a new source among such stars is still found`() throws {
        var field = try field(jitter: 0.1)
        let match = try field.match()
        field.new = [(x: 85, y: 114, flux: 2500)]
        let found = try field.difference(match).detections()
        #expect(found.count == 1)
        #expect(abs((found.first?.x ?? 0) - 84.78) < 0.4 && abs((found.first?.y ?? 0) - 114.41) < 0.4)
    }

    @Test func `scatter beyond the errors is that which was put in`() {
        var draw = Draw(seed: 12)
        let residuals = (0..<4000).map { n in
            let variance = n % 2 == 0 ? 0.01 : 1.0
            return (value: (variance + 0.09).squareRoot() * draw.normal(), variance: variance)
        }
        #expect(abs(ExcessScatter.width(residuals) - 0.3) < 0.02)
        #expect(ExcessScatter.width(residuals.map { (value: $0.value, variance: $0.variance + 0.2) }) == 0)
        #expect(ExcessScatter.width([]) == 0)
    }
}
