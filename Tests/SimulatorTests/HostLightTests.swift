import AlertModel
import FITS
import Observing
import Rendering
import SkyMath
import SkyModel
import Testing

@testable import Simulator

/// The light of galaxies in the fluxes of the sources in them.
@Suite struct HostLightTests {
    private static let night = Result { () throws(SimulatorError) in
        var plan = NightPlan(night: ObservingNight(mjd: 61_200))
        (plan.seed, plan.historyNights, plan.faintest) = (5, 5, 20.5)
        plan.populations = [.galaxies, .agn, .transients]
        return try NightSimulator(plan)
    }

    @Test func `the fluxes of nuclei on both images are what fits to the stamps find, their galaxies' light included`()
        throws
    {
        let simulator = try Self.night.get()
        let fwhm = simulator.visits[0].seeingFwhmEff
        var (ratios, still): ([Double], [Double]) = ([], [])
        for packet in try simulator.packets(ofVisit: 0) where packet.trueClass == "activeGalaxy" {
            let alert = try #require(try AlertDecoder().decode(packet.bytes).first)
            let flux = try #require(alert.source.scienceFlux)
            let error = try #require(alert.source.scienceFluxErr)
            guard flux > 50 * error else { continue }
            let bytes = try #require(alert.stamps.science)
            let image = try #require(try Stamp(bytes).image)
            ratios.append(try Self.fit(image, fwhm: fwhm) / flux)
            still.append((flux - max(packet.trueFlux, 0)) / flux)
        }
        #expect(ratios.count > 20)
        let middle = ratios.sorted()[ratios.count / 2]
        #expect(abs(middle - 1) < 0.03, "\(middle)")
        // The galaxy is on the stamps once: as it is drawn, and not as a part of the measurement's error.
        #expect(ratios.count { abs($0 - 1) < 0.1 } * 10 > ratios.count * 9, "\(ratios.sorted())")
        // Without the galaxy the science image would hold little more than the nucleus.
        #expect(still.sorted()[still.count / 2] > 0.2, "\(still.sorted()[still.count / 2])")
    }

    @Test func `what a fit finds of a galaxy falls with the distance from its middle and rises with the seeing`() throws
    {
        let galaxy = Galaxy(
            id: SkyObjectID(kind: .galaxy, cell: 1, block: 1, index: 1), position: ZTFNight.centre, type: .spiral,
            redshift: 0.1, absoluteMagnitude: -21,
            halfLightRadius: 1.5, sersicIndex: 1.3, axisRatio: 0.6, positionAngle: 20, logStellarMass: 10.5,
            logStarFormationRate: 0, extinction: 0, magnitudes: PerBand { _ in 18 })
        var visit = ZTFNight.visits[4]
        func flux(_ distance: Double, _ seeing: Double) -> Double {
            visit.seeingFwhmEff = seeing
            var host = HostLight(galaxy, at: galaxy.position.offset(by: distance / 3600, positionAngle: 40))
            return host.flux(in: visit)
        }
        let total = ABMagnitude.nJy(galaxy.magnitude(visit.band))
        let (near, middle, far) = (flux(0, 0.8), flux(1, 0.8), flux(5, 0.8))
        #expect(near > middle && middle > far && far >= 0 && near < total)
        let widths = stride(from: 0.35, to: 2.4, by: 0.01).map { flux(0, $0) }
        #expect(widths == widths.sorted())
        // Interpolated half-way between two widths, beside what a fit of that very width finds.
        let shape = StampSource.Shape.galaxy(SersicProfile(galaxy, angle: galaxy.positionAngle))
        for fwhm in stride(from: 0.525, to: 2.4, by: 0.15) {
            let direct = PointSpreadFit(PointSpread(fwhm: fwhm / LSSTCamera.arcsecPerPixel)).flux(of: shape)
            #expect(abs(flux(0, fwhm) / (total * direct) - 1) < 0.01, "\(fwhm)")
        }
        // Between the widths that are worked out nothing jumps.
        for (left, right) in zip(widths, widths.dropFirst()) { #expect(right / left < 1.05) }
    }

    /// An evenly weighted fit over the whole stamp at the packet's place.
    private static func fit(_ image: StampImage, fwhm: Double) throws -> Double {
        let wcs = try #require(image.wcs)
        let profile = PointSpread(fwhm: fwhm / LSSTCamera.arcsecPerPixel).image(
            side: 61, x: wcs.referenceX - 15, y: wcs.referenceY - 15)
        var (signal, weight) = (0.0, 0.0)
        for index in 0..<900 {
            let value = profile[(index / 30 + 15) * 61 + index % 30 + 15]
            signal += value * Double(image.pixels[index])
            weight += value * value
        }
        return signal / weight
    }
}
