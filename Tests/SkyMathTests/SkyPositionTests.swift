import SkyMath
import Testing

@Suite struct SkyPositionTests {
    @Test(arguments: [
        "10:42:29.9 -43:37:18", "10h42m29.9s -43d37m18s", "10 42 29.9 -43 37 18", "10h42m29.9s, -43°37′18″",
        "160.6245833333 -43.6216666667", "160.6245833333,-43.6216666667", "10:42:29.9,-43:37:18",
        "160.6245833333d -43.6216666667d", "10h 42m 29.9s \u{2212}43d 37m 18s", "10.70830555556h -43.6216666667",
    ])
    func `The usual ways to write a place are read alike`(text: String) throws {
        let place = try #require(SkyPosition(text))
        #expect(abs(place.ra - 160.62458333333) < 1e-8)
        #expect(abs(place.dec + 43.62166666667) < 1e-8)
    }

    @Test func `A minus before zero degrees counts`() throws {
        #expect(try #require(SkyPosition("00:00:01 -00:30:00")).dec == -0.5)
        #expect(try #require(SkyPosition("0 0 1 +0 30 0")).dec == 0.5)
        #expect(try #require(SkyPosition("12:30 -00:30")) == SkyPosition(ra: 187.5, dec: -0.5))
    }

    @Test(arguments: [
        "", "abc", "10", "10 95", "361 0", "-1 0", "10:61:00 0:0:0", "10:00:00 0:0:60", "10 20 30", "1 2 3 4 5",
        "10:42:29.9", "1.5:30 2:3", "10 20 30 40 50 60 70", "10,,20", ",10 20", "10 20,", "nan nan", "1e5 3",
        "10d42m 3d",
        "25:00:00 0:0:0", "10s 20m",
    ])
    func `What is no place is refused`(text: String) {
        #expect(SkyPosition(text) == nil)
    }

    @Test func `Text with very many digits or signs is refused, not choked on`() {
        #expect(SkyPosition(String(repeating: "9", count: 10_000)) == nil)
        #expect(SkyPosition("+-1 +-2") == nil)
    }

    @Test func `Written places are read back to their last digit`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let place = SkyPosition(
                ra: .random(in: 0..<360, using: &generator), dec: .random(in: -90...90, using: &generator))
            let back = try #require(SkyPosition(place.sexagesimal), "\(place.sexagesimal)")
            #expect(place.separation(to: back) * 3600 < 0.011)
        }
    }

    @Test func `Seconds that round to sixty carry into the minutes`() {
        #expect(SkyPosition(ra: 359.9999999999, dec: -59.9999999999).sexagesimal == "00:00:00.000 -60:00:00.00")
    }

    @Test func `Separations and angles are astropy's, at every scale`() {
        let a = SkyPosition(ra: 10, dec: 20)
        let b = SkyPosition(ra: 11, dec: -21)
        #expect(abs(a.separation(to: b) - 41.01166756213101) < 1e-12)
        #expect(abs(a.positionAngle(to: b) - 178.57724641483506) < 1e-11)
        let near = SkyPosition(ra: 10.0000001, dec: 20.0000001)
        #expect(abs(a.separation(to: near) - 1.372232571517946e-07) < 1e-14)
        #expect(abs(SkyPosition(ra: 0, dec: 0).separation(to: SkyPosition(ra: 180, dec: 0)) - 180) < 1e-12)
        #expect(a.separation(to: a) == 0)
    }

    @Test func `An offset ends at its distance and angle`() {
        for step in 0..<360 {
            let start = SkyPosition(ra: Double(step), dec: Double(step % 170) - 85)
            let end = start.offset(by: 0.3 + Double(step) / 10, positionAngle: Double(step))
            #expect(abs(start.separation(to: end) - (0.3 + Double(step) / 10)) < 1e-11)
            #expect(abs(start.positionAngle(to: end) - Double(step)) < 1e-8)
        }
    }

    @Test func `Galactic coordinates are astropy's, and lead back`() {
        for (ra, dec, l, b) in ReferenceValues.icrsAndGalactic {
            let galactic = SkyPosition(ra: ra, dec: dec).galactic
            #expect(SkyPosition(ra: galactic.l, dec: galactic.b).separation(to: SkyPosition(ra: l, dec: b)) < 2e-5)
            #expect(SkyPosition(galactic).separation(to: SkyPosition(ra: ra, dec: dec)) < 1e-12)
        }
    }
}
