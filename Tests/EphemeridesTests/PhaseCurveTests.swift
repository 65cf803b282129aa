import Ephemerides
import Foundation
import Testing

func cosDegrees(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }

@Suite struct PhaseCurveTests {
    @Test(arguments: [PhaseCurve.hg(slope: 0.15), .hg(slope: 0.4), .hg12(slope: 0.5)])
    func `At one au from both and no phase a body has its absolute magnitude`(curve: PhaseCurve) {
        let v = curve.magnitude(absoluteMagnitude: 15.5, sunDistance: 1, observerDistance: 1, phaseAngle: 0)
        #expect(abs(v - 15.5) < 1e-12)
    }

    @Test(arguments: [PhaseCurve.hg(slope: 0.15), .hg12(slope: 0.2)])
    func `Brightness falls with the squares of both distances`(curve: PhaseCurve) {
        func v(_ r: Double, _ d: Double) -> Double {
            curve.magnitude(absoluteMagnitude: 10, sunDistance: r, observerDistance: d, phaseAngle: 12)
        }
        #expect(abs(v(10, 1) - v(1, 1) - 5) < 1e-12)
        #expect(abs(v(1, 100) - v(1, 1) - 10) < 1e-12)
    }

    @Test(arguments: [PhaseCurve.hg(slope: 0.15), .hg(slope: 0), .hg12(slope: 0.1), .hg12(slope: 0.8)])
    func `Brightness never grows with the phase angle`(curve: PhaseCurve) {
        let curve = (0...240).map {
            curve.magnitude(absoluteMagnitude: 0, sunDistance: 1, observerDistance: 1, phaseAngle: Double($0) / 2)
        }
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
    }

    @Test func `At 20 degrees the H, G system with slope 0.15 dims by its closed form`() {
        let half = tan(10 * Double.pi / 180)
        let (one, two) = (exp(-3.332 * pow(half, 0.631)), exp(-1.862 * pow(half, 1.218)))
        // The blend with the small-angle form weighs 6 per cent here.
        let v = PhaseCurve.usual.magnitude(absoluteMagnitude: 0, sunDistance: 1, observerDistance: 1, phaseAngle: 20)
        #expect(abs(v + 2.5 * log10(0.85 * one + 0.15 * two)) < 0.02)
    }
}
