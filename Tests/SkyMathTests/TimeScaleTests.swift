import SkyMath
import Testing

@Suite struct TimeScaleTests {
    @Test func `UTC becomes the TAI that astropy gives, through drifting years and leap seconds`() {
        for (utc, tai) in ReferenceValues.mjdUtcAndTai {
            #expect(abs(TimeScale.mjdTai(fromMjdUtc: utc) - tai) < 2e-11, "MJD UTC \(utc)")
        }
    }

    @Test func `TAI becomes the UTC it came from`() {
        for (utc, tai) in ReferenceValues.mjdUtcAndTai {
            #expect(abs(TimeScale.mjdUtc(fromMjdTai: tai) - utc) < 2e-11, "MJD TAI \(tai)")
        }
    }

    @Test func `TAI is written as the UTC that astropy writes`() {
        for (mjdTai, iso) in ReferenceValues.mjdTaiAndISO {
            #expect(CalendarTime(mjdTai: mjdTai)?.description == iso)
        }
    }

    @Test func `The leap second of 2016 is second 60`() throws {
        let time = try #require(CalendarTime(mjdTai: 57754.000422453704))
        #expect(time.description == "2016-12-31T23:59:60.500Z")
        let back = try #require(CalendarTime.mjdTai(iso: "2016-12-31T23:59:60.500Z"))
        #expect(abs(back - 57754.000422453704) < 2e-11)
    }

    @Test func `Written times are read back to the millisecond`() throws {
        for step in 0..<5000 {
            let mjdTai = 41400 + Double(step) * 4.123456
            let text = try #require(CalendarTime(mjdTai: mjdTai)).description
            let back = try #require(CalendarTime.mjdTai(iso: text))
            #expect(abs(back - mjdTai) * 86400 < 0.00051, "\(text)")
        }
    }

    @Test func `A second just under the minute is rounded up into it`() {
        let mjdTai = TimeScale.mjdTai(fromMjdUtc: 60000 + (3600 - 0.0001) / 86400)
        #expect(CalendarTime(mjdTai: mjdTai)?.time == "01:00:00.000")
        let midnight = TimeScale.mjdTai(fromMjdUtc: 60000 + (86400 - 0.0001) / 86400)
        #expect(CalendarTime(mjdTai: midnight)?.description == "2023-02-26T00:00:00.000Z")
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-30", "2026-02-25T24:00", "2026-02-25T10:60:00", "26-02-25", "x",
    ])
    func `What is no time is refused`(text: String) {
        #expect(CalendarTime.mjdTai(iso: text) == nil)
    }

    @Test func `POSIX milliseconds survive the way through TAI`() {
        for milliseconds: Int64 in [0, 1_000_000_000_000, 1_483_228_799_999, 1_772_000_000_123] {
            #expect(TimeScale.unixMs(fromMjdTai: TimeScale.mjdTai(fromUnixMs: milliseconds)) == milliseconds)
        }
        #expect(TimeScale.unixMs(fromMjdTai: .nan) == nil)
        #expect(CalendarTime(mjdTai: .infinity) == nil)
    }

    @Test func `JD and TT differ from MJD TAI as defined`() {
        let mjdTai = TimeScale.mjdTai(fromJdUtc: 2_460_924.830867386656)
        #expect(abs(mjdTai - 60924.331295627395) < 1e-9)
        #expect(abs(TimeScale.jdUtc(fromMjdTai: mjdTai) - 2_460_924.830867386656) < 1e-9)
        #expect(abs((TimeScale.mjdTT(fromMjdTai: 60000) - 60000) * 86400 - 32.184) < 1e-5)
    }

    @Test func `Every day of four centuries has one date, and the date its day`() throws {
        var last = GregorianDate(mjd: -100_001)
        for mjd in -100_000..<46_097 {
            let date = GregorianDate(mjd: mjd)
            #expect(date.mjd == mjd && last < date)
            last = date
        }
        #expect(GregorianDate(mjd: 51544).description == "2000-01-01")
        #expect(GregorianDate("2024-02-29")?.mjd == 60369)
    }

    @Test func `Both TAI dates of a Chilean night belong to the night of its evening`() throws {
        let evening = try #require(CalendarTime.mjdTai(iso: "2026-02-25T23:50:00Z"))
        let morning = try #require(CalendarTime.mjdTai(iso: "2026-02-26T09:30:00Z"))
        let night = try #require(ObservingNight(mjdTai: evening))
        #expect(night == ObservingNight(mjdTai: morning))
        #expect(night.dayObs == 20_260_225)
        #expect(night.mjdTai.contains(evening) && night.mjdTai.contains(morning))
        #expect(ObservingNight(mjdTai: .nan) == nil)
    }
}
