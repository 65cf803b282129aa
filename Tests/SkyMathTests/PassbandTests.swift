import SkyMath
import Testing

@Suite struct PassbandTests {
    @Test func `a band is read from its letter, with or without the filter's number`() {
        #expect(Passband("r") == .r)
        #expect(Passband("r_03") == .r)
        #expect(Passband("y") == .y)
        for text in ["", "_03", "R", "rr", "w"] { #expect(Passband(text) == nil) }
    }

    @Test func `each band keeps its own value`() {
        var values = PerBand { Int($0.rawValue) }
        values[.i] = 30
        #expect(Passband.allCases.map { values[$0] } == [0, 1, 2, 30, 4, 5])
    }
}
