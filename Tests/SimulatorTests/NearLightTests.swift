import Observing
import Rendering
import SkyMath
import SkyModel
import Testing

@testable import Simulator

/// The light of stars and galaxies in the fluxes of what lies beside them.
@Suite struct NearLightTests {
    private typealias Seen = Simulator.Detection
    private static let visit = ZTFNight.visits[4]

    /// Two hundred places within arcseconds of the sky's own stars and galaxies.
    private static let detections = Result {
        let cone = SkyCone(centre: ZTFNight.centre, radius: 0.12)
        let sky = SyntheticSky(seed: 7)
        let stars = sky.stars(in: cone, brighterThan: 22.5).prefix(100)
        let galaxies = sky.galaxies(in: cone, brighterThan: 22.5).prefix(100)
        let places = stars.map { $0.position(mjdTai: visit.midpointMjdTai) } + galaxies.map(\.position)
        return try places.enumerated().compactMap { number, place -> Seen? in
            var draws = Draws(seed: 8, UInt64(number))
            let beside = place.offset(by: draws.uniform(0..<2.0) / 3600, positionAngle: draws.uniform(0..<360))
            return try NeighbourTests.detection(1 << 62 | UInt64(number), beside, flux: 3e5)
        }
    }

    private static func around(_ detections: [Seen], side: StampSide? = { _ in 30 }) -> Surroundings.Found {
        NeighbourTests.surroundings([.stars, .galaxies]).around(detections, NeighbourTests.scene, side: side)
    }

    @Test func `light beside a source is what a fit at the source finds of it on a stamp`() throws {
        let detections = try Self.detections.get()
        let found = Self.around(detections)
        var compared = 0
        for (number, detection) in detections.enumerated() {
            var light = SurroundingLight(found.light[number])
            let told = light.flux(in: Self.visit)
            let still = found.sources[number].filter { $0.scienceFlux != 3e5 }
            let drawn = Self.fit(still, at: detection.epoch.truePixel)
            guard max(told, drawn) > 500 else { continue }
            // Stamps end three arcseconds from their middle and have no objects below the visit's depth.
            #expect(abs(told / drawn - 1) < 0.03 || abs(told - drawn) < 60, "\(told) \(drawn)")
            compared += 1
        }
        #expect(compared > 60)
    }

    /// Of the PSF, without noise, over a stamp about `place`.
    private static func fit(_ sources: [StampSource], at place: DetectorPoint) -> Double {
        let (science, template) = AlertStamps.depths(visit, DetectionModel(seed: 7))
        let renderer = StampRenderer(width: 61, height: 61, science: science, template: template)
        let first = (x: place.x.rounded() - 30, y: place.y.rounded() - 30)
        func planes(_ sources: [StampSource]) -> [Float] {
            renderer.light(
                of: sources.map { source in
                    var source = source
                    (source.x, source.y) = (source.x - first.x, source.y - first.y)
                    return source
                }
            ).still.science
        }
        let profile = planes([StampSource(x: place.x, y: place.y, scienceFlux: 1, templateFlux: 1)])
        let light = planes(sources)
        let sums = zip(profile, light).reduce((0.0, 0.0)) {
            ($0.0 + Double($1.0) * Double($1.1), $0.1 + Double($1.0) * Double($1.0))
        }
        return sums.0 / sums.1
    }

    @Test func `light beside a source does not depend on stamps or on what else is detected`() throws {
        let detections = Array(try Self.detections.get().prefix(60))
        let (all, alone) = (Self.around(detections), Self.around([detections[7]], side: nil))
        var (one, other) = (SurroundingLight(all.light[7]), SurroundingLight(alone.light[0]))
        #expect(one.flux(in: Self.visit) == other.flux(in: Self.visit))
        #expect(alone.sources.count == 0 && all.light.count > 30)
    }

    @Test func `a share falls from one with the distance, and rises with the width`() {
        let shares = stride(from: 0.0, to: 18, by: 0.03).map { PointResponse.share(fwhm: 0.83, distance: $0) }
        #expect(abs(shares[0] - 1) < 1e-9 && shares == shares.sorted(by: >) && shares.last == 0)
        let widths = stride(from: 0.4, to: 2, by: 0.05).map { PointResponse.share(fwhm: $0, distance: 1) }
        #expect(widths == widths.sorted())
        for fwhm in [0.3, 0.45, 0.9, 3.15] {
            let fit = PointSpreadFit(PointSpread(fwhm: fwhm / LSSTCamera.arcsecPerPixel))
            for distance in [0.31, 0.77, 1.43, 4.02] {
                let exact = fit.flux(of: .point, beside: (0, distance / LSSTCamera.arcsecPerPixel))
                let share = PointResponse.share(fwhm: fwhm, distance: distance)
                #expect(abs(share - exact) < 0.005, "\(fwhm) \(distance) \(share) \(exact)")
            }
        }
    }

    @Test func `light beside a source adds noise, and a source that it hides is no alert`() throws {
        let detection = try #require(try NeighbourTests.detection(1 << 62, ZTFNight.centre, flux: 4000))
        var seen = detection
        seen.truth.surroundingFlux = 20_000
        let epoch = try #require(NeighbourTests.measurer.detected(again: seen, in: NeighbourTests.season))
        #expect(epoch.measured.psfFluxErr > detection.epoch.measured.psfFluxErr)
        #expect(abs(epoch.measured.scienceFlux - 24_000) < 5 * epoch.measured.scienceFluxErr)
        #expect(abs(epoch.measured.templateFlux - 20_000) < 5 * epoch.measured.templateFluxErr)
        #expect(abs(epoch.measured.psfFlux - 4000) < 5 * epoch.measured.psfFluxErr && epoch.trueStill == 20_000)
        seen.truth.surroundingFlux = 1e8
        #expect(NeighbourTests.measurer.detected(again: seen, in: NeighbourTests.season) == nil)
    }
}
