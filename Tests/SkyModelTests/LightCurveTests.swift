import SkyMath
import SkyModel
import Testing

@Suite struct LightCurveTests {
    private struct Constant: LightCurve {
        func flux(_ band: Passband, mjdTai: Double) -> Double { band == .u ? 1 : 2 }
    }

    @Test func `a light curve is asked at any time, in any band`() {
        let curve: any LightCurve = Constant()
        #expect(curve.flux(.u, mjdTai: 60_000) == 1)
        #expect(curve.flux(.y, mjdTai: 50_000) == 2)
    }
}
