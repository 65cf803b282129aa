import Foundation
import SkyMath
import Testing

@Suite struct TurnsTests {
    @Test func `the cosine of turns is that of radians`() {
        for step in -4_000...4_000 {
            let turns = Double(step) / 1_000 + 1e-4
            #expect(abs(cosine(turns: turns) - cos(2 * .pi * turns)) < 3e-15)
        }
    }

    @Test func `whole, half and quarter turns are exact`() {
        for turns in [-3.0, 0, 1, 12_345_678] {
            #expect(abs(cosine(turns: turns) - 1) < 5e-16)
            #expect(abs(cosine(turns: turns + 0.5) + 1) < 5e-16)
            #expect(cosine(turns: turns + 0.25) == 0 && cosine(turns: turns - 0.25) == 0)
        }
    }

    @Test func `what is no number has no cosine`() {
        #expect(cosine(turns: .nan).isNaN && cosine(turns: .infinity).isNaN)
    }
}
