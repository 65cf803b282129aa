import AlertModel
import FITS
import Observing
import Rendering
import SkyMath
import Testing

@testable import Simulator

/// The stamps' noise beside the errors that packets tell.
@Suite struct StampNoiseTests {
    private struct Drawn {
        var image: StampImage
        var measured: SourceMeasurement
        var flux: Double
        var error: Double
    }

    private static let flux = 4000.0

    /// Difference stamps of sources of one flux, with fits at their measured places.
    private static let drawn = Result {
        let stamps = NeighbourTests.stamps()
        return try (0..<250).compactMap { number -> Drawn? in
            var draws = Draws(seed: 6, UInt64(number))
            let place = ZTFNight.centre.offset(by: 0.09, positionAngle: draws.uniform(0..<360))
            guard let found = try NeighbourTests.detection(1 << 62 | UInt64(number), place, flux: flux) else {
                return nil
            }
            let file = try #require(stamps.stamps(of: NeighbourTests.alert(found, [])).difference)
            let image = try #require(try Stamp(file).image)
            let wcs = try #require(image.wcs)
            let fit = NeighbourTests.fit(image, wcs.referenceX, wcs.referenceY)
            return Drawn(image: image, measured: found.epoch.measured, flux: fit.flux, error: fit.error)
        }
    }

    @Test func `the variance plane gives the error that the packet tells`() throws {
        let psf = PointSpread(fwhm: 0.9 / 0.2).image(side: 61)
        let squares = psf.reduce(0.0) { $0 + $1 * $1 }
        let (visit, model) = (ZTFNight.visits[4], DetectionModel(seed: 7))
        let empty = model.noise.differenceError(
            visit.band, scienceFlux: 0, scienceDepth: visit.fiveSigmaDepth, templateFlux: 0,
            templateDepth: model.templateDepth(visit))
        for one in try Self.drawn.get().prefix(50) {
            // Beside the source, and with the source's own light.
            let floor = Double(try #require(one.image.variance)[0])
            #expect(abs((floor / squares).squareRoot() / empty - 1) < 0.015)
            let ratio = try Self.evenError(one.image) / one.measured.psfFluxErr
            #expect(abs(ratio - 1) < 0.015, "\(ratio)")
        }
    }

    /// Of an evenly weighted fit.
    private static func evenError(_ image: StampImage) throws -> Double {
        let (wcs, variance) = (try #require(image.wcs), try #require(image.variance))
        let psf = PointSpread(fwhm: 0.9 / 0.2).image(side: 61, x: wcs.referenceX - 15, y: wcs.referenceY - 15)
        var (squares, noise) = (0.0, 0.0)
        for index in 0..<900 {
            let value = psf[(index / 30 + 15) * 61 + index % 30 + 15]
            squares += value * value
            noise += value * value * Double(variance[index])
        }
        return noise.squareRoot() / squares
    }

    @Test func `a fit at the measured place gives the packet's flux, and scatters about the truth by its error`() throws
    {
        let drawn = try Self.drawn.get()
        #expect(drawn.count > 200)
        let told = drawn.map { ($0.flux - $0.measured.psfFlux) / $0.measured.psfFluxErr }
        let truth = drawn.map { ($0.flux - Self.flux) / $0.measured.psfFluxErr }
        let count = Double(drawn.count)
        let within = (told.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
        let mean = truth.reduce(0, +) / count
        let sigma = (truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
        // The fit of the test sees eleven pixels a side.
        #expect(within < 0.15, "\(within)")
        #expect(abs(mean) < 0.25 && abs(sigma - 1) < 0.1, "\(mean) \(sigma)")
    }
}
