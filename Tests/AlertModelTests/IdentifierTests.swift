import AlertModel
import AlertTesting
import Testing

@Suite struct IdentifierTests {
    @Test func `The published diaSourceId falls into its known parts`() throws {
        let id = try #require(DiaSourceID(packed: 170_059_286_935_240_883))
        #expect(id.release == 1 && id.sequence == 167 && id.detector == 145 && id.counter == 179)
        #expect(id.mjd == 61096)  // 2026-02-25
        #expect(id.packed == 170_059_286_935_240_883)
    }

    @Test func `Any 63-bit number is unpacked and packed again`() {
        var generator = SplitMix(seed: 2)
        for _ in 0..<5000 {
            let number = Int64.random(in: 0...Int64.max, using: &generator)
            #expect(DiaSourceID(packed: number)?.packed == number)
        }
        #expect(DiaSourceID(packed: -1) == nil)
    }

    @Test func `Parts that do not fit are refused`() {
        let fits = DiaSourceID(
            release: 63, isOneToOne: true, day: 16383, sequence: 32767, detector: 255, counter: 524_287)
        #expect(fits.packed == Int64.max)
        var large = fits
        large.detector = 256
        #expect(large.packed == nil)
        large = fits
        large.day = -1
        #expect(large.packed == nil)
    }

    @Test func `A packed designation is a number and back`() {
        #expect(SSObjectID.number(packedDesignation: "K13G59R") == 21_164_719_561_062_738)
        #expect(SSObjectID.packedDesignation(21_164_719_561_062_738) == "K13G59R")
        #expect(SSObjectID.number(packedDesignation: "00001") != nil)
        #expect(
            SSObjectID.number(packedDesignation: "") == nil && SSObjectID.number(packedDesignation: "123456789") == nil)
        #expect(SSObjectID.packedDesignation(0) == nil && SSObjectID.packedDesignation(-5) == nil)
        #expect(SSObjectID.packedDesignation(7) == nil)
    }

    @Test(arguments: [
        "170059286935240883", "SSO-21164719561062738", "ZTF21abiuvdk", "ZTF00aaaaaaa", "ZTF99zzzzzzz",
        "ZTF.-1726958725155000",
    ])
    func `An object's name is read back to the same object`(name: String) {
        #expect(ObjectID(name)?.description == name)
    }

    @Test(arguments: ["", "ZTF21ABIUVDK", "ZTF1abcdefg", "SSO-", "-5", "ZTF.12", "x", "ZTF21abiuvd1"])
    func `What names no object is refused`(name: String) {
        #expect(ObjectID(name) == nil)
    }

    @Test func `Magnitudes and fluxes are each other's inverse`() throws {
        #expect(Magnitude.magnitude(ofFlux: 1) == 31.4)
        for step in 0..<400 {
            let magnitude = Double(step) / 10 - 5
            let flux = try #require(Magnitude.flux(ofMagnitude: magnitude))
            let back = try #require(Magnitude.magnitude(ofFlux: flux))
            #expect(abs(back - magnitude) < 1e-13 * 40)
            let error = Magnitude.fluxErr(flux: flux, magnitudeErr: 0.1)
            let backErr = try #require(Magnitude.magnitudeErr(flux: flux, fluxErr: error))
            #expect(abs(backErr - 0.1) < 1e-14)
        }
        let microjansky = try #require(Magnitude.flux(ofMagnitude: 23.9))
        #expect(abs(microjansky - 1000) < 1e-9)
        #expect(Magnitude.magnitude(ofFlux: 0) == nil && Magnitude.magnitude(ofFlux: -3) == nil)
        #expect(Magnitude.magnitude(ofFlux: .nan) == nil && Magnitude.flux(ofMagnitude: .nan) == nil)
        #expect(Magnitude.magnitudeErr(flux: -1, fluxErr: 1) == nil)
    }
}
