import AlertModel
import Bytes
import FITS
import SkyMath
import Testing

@testable import Simulator

@Suite struct StampTests {
    @Test func `stamps show the source where the packet says, as bright as it was measured`() throws {
        var plan = NightPlan(night: ObservingNight(mjd: 61_200))
        (plan.seed, plan.historyNights, plan.faintest) = (5, 5, 19)
        plan.populations.remove(.solarSystem)
        let simulator = try NightSimulator(plan)
        let packets = try simulator.packets(ofVisit: 0)
        var (compared, pulls) = (0, [Double]())
        for packet in packets where packet.trueClass.hasPrefix("eclipsing") || packet.trueClass == "active" {
            let alert = try #require(try AlertDecoder().decode(packet.bytes).first)
            let bytes = try #require(alert.stamps.difference)
            #expect(bytes.count == 34_560 && alert.stamps.template?.count == 69_120)
            let image = try #require(try Stamp(bytes).image)
            let wcs = try #require(image.wcs)
            let centre = SkyPosition(ra: alert.source.ra, dec: alert.source.dec)
            let place = wcs.sky(x: wcs.referenceX, y: wcs.referenceY)
            #expect(centre.separation(to: SkyPosition(ra: place.ra, dec: place.dec)) * 3600 < 0.02)
            #expect(abs(wcs.referenceX - 14.5) < 1 && abs(wcs.referenceY - 14.5) < 1)
            if let pull = Self.pull(image, alert) { pulls.append(pull) }
            compared += 1
        }
        #expect(compared > 100)
        // The scatter is that of the whole stamp; 0.3 of it may be light of the wings beyond.
        let mean = pulls.reduce(0, +) / Double(pulls.count)
        #expect(abs(mean) < 0.3 + 5 / Double(pulls.count).squareRoot())
    }

    /// The light of the stamp beyond the packet's flux, in the stamp's own errors; nil where wells are full.
    private static func pull(_ image: StampImage, _ alert: Alert) -> Double? {
        guard let flux = alert.source.psfFlux, let variance = image.variance, abs(alert.source.snr ?? 0) < 100,
            !alert.source.flags.contains(.saturated)
        else { return nil }
        let sum = image.pixels.reduce(0.0) { $0 + Double($1) }
        let error = variance.reduce(0.0) { $0 + Double($1) }.squareRoot()
        return (sum - flux) / error
    }
}
