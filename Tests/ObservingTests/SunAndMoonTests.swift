import Observing
import SkyMath
import Testing

@Suite struct SunAndMoonTests {
    @Test func `Sun, Moon, sidereal time and altitudes are astropy's within the formulae's errors`() {
        for row in LightsReference.rows.map({ $0.compactMap(Double.init) }) {
            let sun = SunAndMoon.sun(mjdTai: row[0])
            let moon = SunAndMoon.moon(mjdTai: row[0])
            #expect(abs(RubinSite.localSiderealTime(mjdTai: row[0]) - row[1]) < 0.01)
            #expect(sun.separation(to: SkyPosition(ra: row[2], dec: row[3])) < 0.45, "precession of 26 years and more")
            #expect(moon.separation(to: SkyPosition(ra: row[4], dec: row[5])) < 0.8)
            #expect(abs(RubinSite.horizontal(sun, mjdTai: row[0]).altitude - row[6]) < 0.02)
            #expect(abs(RubinSite.horizontal(moon, mjdTai: row[0]).altitude - row[7]) < 1.3, "parallax is left out")
            #expect(abs(SunAndMoon.moonPhaseAngle(mjdTai: row[0]) - row[8]) < 0.5)
        }
    }

    @Test func `airmass is 1 overhead, 2 at 30 degrees and finite at the horizon`() {
        #expect(abs(RubinSite.airmass(altitude: 90) - 1) < 1e-3)
        #expect(abs(RubinSite.airmass(altitude: 30) - 1.995) < 0.01)
        #expect(RubinSite.airmass(altitude: 0.001) < 39 && RubinSite.airmass(altitude: -20) == 38)
    }

    @Test func `parallactic angle is the position angle of the zenith`() {
        for hour in stride(from: 0.0, to: 1, by: 0.07) {
            let time = 61_100 + hour
            let place = SkyPosition(ra: 77, dec: -12)
            let zenith = SkyPosition(ra: RubinSite.localSiderealTime(mjdTai: time), dec: RubinSite.latitude)
            let angle = RubinSite.parallacticAngle(place, mjdTai: time)
            let difference = abs(angle - place.positionAngle(to: zenith)).truncatingRemainder(dividingBy: 360)
            #expect(min(difference, 360 - difference) < 1e-6)
        }
    }

    @Test func `the full Moon brightens the sky, most near itself and in blue bands`() {
        let dark = SkyBrightness.Lights(sunAltitude: -40, moonAltitude: -10, moonPhaseAngle: 0)
        let full = SkyBrightness.Lights(sunAltitude: -40, moonAltitude: 60, moonPhaseAngle: 0)
        func gain(_ band: Passband, _ distance: Double) -> Double {
            SkyBrightness.brightness(band, altitude: 70, moonDistance: distance, lights: dark)
                - SkyBrightness.brightness(band, altitude: 70, moonDistance: distance, lights: full)
        }
        #expect(gain(.g, 30) > gain(.g, 60) && gain(.g, 60) > gain(.z, 60) && gain(.y, 60) > 0)
        #expect((2...5).contains(gain(.g, 60)))
        let zenith = SkyBrightness.brightness(.r, altitude: 90, moonDistance: 90, lights: dark)
        #expect(abs(zenith - 21.198) < 0.01)
    }
}
