import SkyMath
import SkyModel
import Testing

@Suite struct ThroughputCurveTests {
    @Test func `a table with remarks and blank lines is read, in nm or in angstroms`() throws {
        let text = "# Version 1.9\n\n300 0.0\n310\t0.5 # peak\r\n320 0\n"
        let curve = try ThroughputCurve(text: text)
        #expect(curve.wavelengths == [300, 310, 320])
        #expect(curve.throughputs == [0, 0.5, 0])
        #expect(try ThroughputCurve(text: "3000 1\n3100 1", nmPerUnit: 0.1).wavelengths == [300, 310])
    }

    @Test func `a line that is not two numbers is named by its number`() {
        #expect(throws: SkyModelError("Line 2 of the throughput table is not a wavelength and a throughput.")) {
            try ThroughputCurve(text: "300 0\n310 x\n")
        }
    }

    @Test(arguments: ["", "300 1", "310 1\n300 1", "300 0\n310 0", "300 1\n310 -1", "-5 1\n310 1", "300 nan\n310 1"])
    func `a table that is no curve is refused`(_ text: String) {
        #expect(throws: SkyModelError.self) { try ThroughputCurve(text: text) }
    }

    @Test func `a box has the mean and the pivot of a box`() throws {
        let wavelengths = (0...20).map { 400 + 10 * Double($0) }
        let box = try #require(ThroughputCurve(wavelengths: wavelengths, throughputs: wavelengths.map { _ in 0.5 }))
        #expect(abs(box.effectiveWavelength - 500) < 1e-9)
        let pivot = (200 * 500 / 0.405465108108164).squareRoot()
        #expect(abs(box.pivotWavelength - pivot) < 1e-4)
    }

    @Test func `a flat flux density comes out as itself in every band`() {
        for band in Passband.allCases {
            #expect(abs(ThroughputCurve.lsst[band].meanFluxDensity { _ in 3631 } - 3631) < 1e-9)
        }
    }

    @Test(
        .enabled(if: SampleData.exists("passbands"), "no passbands in the test data"), arguments: Passband.allCases)
    func `the table at 5 nm gives the magnitudes of the published curve`(_ band: Passband) throws {
        let full = try ThroughputCurve(text: SampleData.text("passbands/lsst_\(band)_every8th.dat"))
        let coarse = ThroughputCurve.lsst[band]
        #expect(abs(full.effectiveWavelength - coarse.effectiveWavelength) < (band == .u ? 1.5 : 0.4))
        for temperature in stride(from: 4000.0, through: 30_000, by: 2000) {
            let body = Blackbody(temperature: temperature)
            let difference = body.magnitude(through: full) - body.magnitude(through: coarse)
            #expect(abs(difference) < (band == .u ? 0.03 : 0.004), "\(temperature) K: \(difference)")
        }
    }
}
