import Foundation
import SkyMath
import Testing

@testable import SkyModel

@Suite struct MicrolensingTests {
    static let magnitudes = VariableSamples.magnitudes
    static let bulge = SkyPosition(ra: 269, dec: -29)

    @Test(arguments: [0.01, 0.1, 0.5, 1, 2]) func `the peak is Paczynski's, and the light far from it is whole`(
        impact: Double
    ) {
        let event = Microlensing(
            peakMjdTai: 60_500, einsteinTime: 25, impact: impact, position: Self.bulge, magnitudes: Self.magnitudes)
        let whole = ABMagnitude.nJy(18.6)
        let expected = (impact * impact + 2) / (impact * (impact * impact + 4).squareRoot())
        #expect(abs(event.flux(.r, mjdTai: 60_500) / whole / expected - 1) < 1e-12)
        #expect(abs(event.flux(.r, mjdTai: 63_000) / whole - 1) < 1e-6)
        #expect(event.flux(.r, mjdTai: 60_510) == event.flux(.r, mjdTai: 60_490))
    }

    @Test func `at one Einstein radius light is 1.34 times itself`() {
        #expect(abs(Microlensing.magnification(separation: 1) - 3 / 5.0.squareRoot()) < 1e-12)
        #expect(Microlensing.magnification(separation: .infinity) == 1)
        #expect(Microlensing.magnification(separation: .nan) == 1)
        #expect(Microlensing.magnification(separation: 0).isFinite)
    }

    @Test func `light that is not lensed dilutes the rise`() {
        let event = Microlensing(
            peakMjdTai: 60_500, einsteinTime: 25, impact: 0.1, position: Self.bulge,
            blendShare: PerBand { $0 == .g ? 0.75 : 0 }, magnitudes: Self.magnitudes)
        let rise = { (band: Passband) in event.flux(band, mjdTai: 60_500) / ABMagnitude.nJy(Self.magnitudes[band]) - 1 }
        #expect(abs(rise(.g) / rise(.r) - 0.25) < 1e-9)
    }

    @Test func `parallax changes nothing at the peak, and wings by its size`() {
        let plain = Microlensing(
            peakMjdTai: 60_500, einsteinTime: 60, impact: 0.3, position: Self.bulge, magnitudes: Self.magnitudes)
        let moved = Microlensing(
            peakMjdTai: 60_500, einsteinTime: 60, impact: 0.3, parallax: (0, 0.2), position: Self.bulge,
            magnitudes: Self.magnitudes)
        #expect(abs(moved.flux(.r, mjdTai: 60_500) / plain.flux(.r, mjdTai: 60_500) - 1) < 1e-9)
        #expect(abs(moved.separation(mjdTai: 60_501) - plain.separation(mjdTai: 60_501)) < 1e-4)
        let later = abs(moved.separation(mjdTai: 60_560) - plain.separation(mjdTai: 60_560))
        #expect(later > 0.02 && later < 0.4)
    }

    /// astropy 8.0.2, `get_sun`, au.
    @Test(arguments: [
        (60_000.0, 0.902637, -0.372442, -0.161456), (60_400.0, 0.982455, 0.165890, 0.071902),
        (61_000.0, -0.515352, -0.773413, -0.335261),
    ]) func `the Sun is where astropy has it`(mjd: Double, x: Double, y: Double, z: Double) {
        let sun = EarthOrbit.sun(mjdTai: mjd)
        #expect(abs(sun.x - x) < 3e-4 && abs(sun.y - y) < 3e-4 && abs(sun.z - z) < 3e-4, "\(sun)")
    }

    @Test func `drawn events have the published time scales`() {
        var draws = Draws(seed: 2)
        let times = (0..<3000).map { _ in
            Microlensing.drawn(from: &draws, peaks: 60_000..<61_000, position: Self.bulge, magnitudes: Self.magnitudes)
                .einsteinTime
        }.sorted()
        #expect(abs(times[1500] / 22 - 1) < 0.07)
    }
}
