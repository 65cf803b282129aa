import Foundation
import SkyMath
import SkyModel
import Testing

@Suite struct PassbandQuadratureTests {
    @Test(arguments: Passband.allCases) func `weights are positive and sum to 1, nodes lie in the band`(
        _ band: Passband
    ) {
        let (rule, curve) = (PassbandQuadrature.lsst[band], ThroughputCurve.lsst[band])
        #expect(rule.wavelengths.count == 7)
        #expect(rule.weights.allSatisfy { $0 > 0 })
        #expect(abs(rule.weights.reduce(0, +) - 1) < 1e-12)
        #expect(rule.wavelengths == rule.wavelengths.sorted())
        #expect((rule.wavelengths.first ?? 0) > curve.wavelengths[0])
        #expect((rule.wavelengths.last ?? 0) < curve.wavelengths[curve.wavelengths.count - 1])
    }

    @Test(arguments: Passband.allCases) func `moments up to the thirteenth are those of the curve`(_ band: Passband) {
        let (rule, curve) = (PassbandQuadrature.lsst[band], ThroughputCurve.lsst[band])
        let centre = curve.effectiveWavelength
        for power in 0...13 {
            let moment = { (nm: Double) in pow((nm - centre) / 100, Double(power)) }
            #expect(abs(rule.mean(moment) - curve.meanFluxDensity(moment)) < 2e-4, "power \(power)")
        }
    }

    @Test func `black bodies at any redshift come out as by direct integration`() {
        var worst = 0.0
        for band in Passband.allCases {
            for temperature in [2500.0, 4000, 6000, 10_000, 30_000] {
                for redshift in [0.0, 0.5, 1, 2] {
                    let body = Blackbody(temperature: temperature)
                    let flux = { (nm: Double) in body.fluxDensity(nm: nm / (1 + redshift)) }
                    let direct = ThroughputCurve.lsst[band].meanFluxDensity(flux)
                    worst = max(worst, abs(2.5 * log10(PassbandQuadrature.lsst[band].mean(flux) / direct)))
                }
            }
        }
        #expect(worst < 0.001, "\(worst) mag")
    }
}
