import Foundation
import Observing
import SkyMath
import Testing

@Suite struct PhotometricNoiseTests {
    let noise = PhotometricNoise()

    @Test func `depth and errors are rubin-scheduler's within 0.001 mag over band, airmass, sky and seeing`() throws {
        #expect(NoiseReference.rows.count == 324)
        for row in NoiseReference.rows {
            let band = try #require(Passband(row[0]))
            let numbers = row.dropFirst().compactMap(Double.init)
            let depth = noise.fiveSigmaDepth(
                band, skyBrightness: numbers[1], seeingFwhmEff: numbers[2], airmass: numbers[0],
                exposureSeconds: numbers[3], exposures: Int(numbers[4]))
            #expect(abs(depth - numbers[5]) < 1e-5, "\(row)")
            for (magnitude, expected) in zip([18.0, 22, 24], numbers[6...]) where expected < 0.5 {
                let error = noise.magnitudeError(band, magnitude: magnitude, fiveSigmaDepth: depth)
                #expect(abs(error - expected) < 0.001, "\(row) at \(magnitude)")
            }
        }
    }

    @Test func `the error is 0.2 mag at the depth and 0.01471 three magnitudes above it in r`() {
        #expect(abs(noise.randomError(.r, magnitude: 24.4, fiveSigmaDepth: 24.4) - 0.2) < 1e-12)
        #expect(abs(noise.randomError(.r, magnitude: 21.4, fiveSigmaDepth: 24.4) - 0.01471) < 5e-6)
    }

    @Test(arguments: Passband.allCases) func `a clear dark night at the zenith reaches the published depth`(
        band: Passband
    ) {
        let published = PerBand<Double>(u: 23.697, g: 24.973, r: 24.516, i: 24.128, z: 23.557, y: 22.552)
        let seeing = PerBand<Double>(u: 0.92, g: 0.87, r: 0.83, i: 0.80, z: 0.78, y: 0.76)
        let depth = noise.fiveSigmaDepth(
            band, skyBrightness: BandConstants.rubin[band].darkSky, seeingFwhmEff: seeing[band], airmass: 1)
        #expect(abs(depth - published[band]) < 0.02)
    }

    @Test func `S/N of a flux is 5 at the depth, and a negative flux has the sky's error alone`() {
        let faintest = 3631e9 * pow(10.0, -9.76)
        #expect(abs(faintest / noise.fluxError(.g, flux: faintest, fiveSigmaDepth: 24.4) - 5) < 1e-3)
        #expect(
            noise.fluxError(.g, flux: -1e6, fiveSigmaDepth: 24.4) == noise.fluxError(.g, flux: 0, fiveSigmaDepth: 24.4))
    }

    @Test func `the template's noise adds in quadrature and clouds cost depth`() {
        let science = noise.fluxError(.i, flux: 5000, fiveSigmaDepth: 24)
        let template = noise.fluxError(.i, flux: 3000, fiveSigmaDepth: 25.5)
        let both = noise.differenceError(
            .i, scienceFlux: 5000, scienceDepth: 24, templateFlux: 3000, templateDepth: 25.5)
        #expect(abs(both * both - science * science - template * template) < 1e-6 * both * both)
        let clear = noise.fiveSigmaDepth(.i, skyBrightness: 20, seeingFwhmEff: 0.8, airmass: 1.2)
        let cloudy = noise.fiveSigmaDepth(.i, skyBrightness: 20, seeingFwhmEff: 0.8, airmass: 1.2, cloud: 0.5)
        #expect(abs(clear - cloudy - 0.55) < 1e-12)
    }

}
