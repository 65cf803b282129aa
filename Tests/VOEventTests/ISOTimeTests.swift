import Testing
import VOEvent

@Suite struct ISOTimeTests {
    @Test(arguments: [
        ("1858-11-17T00:00:00", 0.0), ("2000-01-01T12:00:00", 51_544.5), ("1970-01-01T00:00:00", 40_587),
        ("2024-02-29T06:00:00", 60_369.25), ("1582-10-15T00:00:00", -100_840),
    ])
    func `a date has its modified Julian date`(_ text: String, _ mjd: Double) throws {
        let time = try #require(ISOTime(text))
        #expect(time.mjd == mjd)
        #expect(ISOTime(mjd: mjd) == time)
        #expect(time.text == text)
    }

    @Test func `days from 1600 to 2400 come back`() throws {
        for mjd in stride(from: -94_553, through: 197_642, by: 11) {
            let time = try #require(ISOTime(mjd: Double(mjd)))
            #expect(time.mjd == Double(mjd) && ISOTime(time.text) == time)
        }
    }

    @Test func `an offset is taken off, across midnight and the new year`() {
        #expect(ISOTime("2026-01-01T01:30:00+02:00") == ISOTime("2025-12-31T23:30:00Z"))
        #expect(ISOTime("2025-12-31T23:30:00-01:00") == ISOTime("2026-01-01T00:30:00"))
    }

    @Test func `fractions are kept to the nanosecond`() {
        #expect(ISOTime("2026-01-01T00:00:00.000000001")?.text == "2026-01-01T00:00:00.000000001")
        #expect(ISOTime("2026-01-01T00:00:00.5")?.nanosecond == 500_000_000)
        #expect(ISOTime("2026-01-01T00:00:00.1234567899")?.nanosecond == 123_456_789)
        #expect(ISOTime(unixMs: -1).utcText == "1969-12-31T23:59:59.999Z")
        #expect(ISOTime(unixMs: 1_795_271_434_250).unixMs == 1_795_271_434_250)
    }

    @Test func `times outside of four digits of a year are clamped`() {
        #expect(ISOTime(unixMs: .max).utcText == "9999-12-31T23:59:59.999Z")
        #expect(ISOTime(unixMs: .min).utcText == "0000-01-01T00:00:00Z")
        #expect(ISOTime("9999-12-31T23:30:00-01:00") == nil)
    }

    @Test(arguments: [
        "", "2026", "2026-02-29T00:00:00", "2026-13-01T00:00:00", "2026-01-01T24:00:00", "2026-01-01T00:60:00",
        "2026-01-01T00:00:61", "2026-01-01 00:00:00", "2026-01-01T00:00:00.", "2026-01-01T00:00:00X",
        "26-01-01T00:00:00",
        "2026-01-01T00:00:00+2", "-001-01-01T00:00:00",
    ])
    func `what is no time is none`(_ text: String) { #expect(ISOTime(text) == nil) }

    @Test(arguments: [Double.nan, .infinity, 1e9, -1e6]) func `a day outside of the years is none`(_ mjd: Double) {
        #expect(ISOTime(mjd: mjd) == nil)
    }
}
