import Foundation
import SkyMath
import Testing

@testable import SkyModel

/// The surface against 200 supernovae that SNANA made with SALT2 for the Dark Energy Survey: the odd-numbered ones,
/// which it was not fitted to.
@Suite(
    .enabled(
        if: SampleData.exists("light-curves/snana-des-ia-simulated/DES_Ia-0001_PHOT.FITS"),
        "no light curves in the test data"))
struct SupernovaIaSampleTests {
    struct Residual {
        let wavelength: Double
        let phase: Double
        let value: Double
    }

    /// Edges of boxes near enough to the survey's filters, nm.
    static let bands: [String: (Double, Double)] = [
        "g": (398, 548), "r": (568, 716), "i": (709, 857), "z": (848, 1002),
    ]

    /// Sample less model, magnitudes, without noise.
    static let residuals: [Residual] = {
        let folder = "light-curves/snana-des-ia-simulated/DES_Ia-0001_"
        guard let headBytes = try? SampleData.bytes(folder + "HEAD.FITS"), let head = SampleTable(headBytes),
            let pointBytes = try? SampleData.bytes(folder + "PHOT.FITS"), let points = SampleTable(pointBytes)
        else { return [] }
        var (residuals, object): ([Residual], Int) = ([], 0)
        for row in 0..<points.rowCount {
            let mjd = points.number("MJD", row)
            if mjd < 0 { object += 1 }
            guard mjd > 0, object % 2 == 1, let (low, high) = bands[points.text("FLT", row)] else { continue }
            let redshift = head.number("SIM_REDSHIFT_HELIO", object)
            let phase = (mjd - head.number("SIM_PEAKMJD", object)) / (1 + redshift)
            let seen = points.number("SIM_MAGOBS", row)
            guard seen < 40, phase > -15, phase < 50 else { continue }
            let (nm, span) = ((low + high) / 2, (high - low) / 2)
            let surface = SupernovaIaSurface.row(phase: phase, x1: head.number("SIM_SALT2x1", object))
            let c = head.number("SIM_SALT2c", object)
            let flux = [(-0.8611, 0.3479), (-0.34, 0.6521), (0.34, 0.6521), (0.8611, 0.3479)].reduce(0.0) { sum, node in
                let rest = (nm + span * node.0) / (1 + redshift)
                let (index, share) = SupernovaIaSurface.place(rest, in: SupernovaIaSurface.wavelengths)
                let between = { (row: [Double]) in SupernovaIaSurface.between(row[index], row[index + 1], share) }
                return sum + node.1 / 2 * ABMagnitude.factor(between(surface) + c * between(SupernovaIaSurface.colour))
            }
            let dust = ExtinctionLaw.fitzpatrick1999.magnitudes(nm: nm, av: 3.1 * head.number("SIM_MWEBV", object))
            let model = head.number("SIM_SALT2mB", object) - 2.5 * log10((1 + redshift) * flux) + dust
            let value = seen - head.number("SIM_MAGSMEAR_COH", object) - model
            residuals.append(Residual(wavelength: nm / (1 + redshift), phase: phase, value: value))
        }
        return residuals
    }()

    /// Median and 1.48 times the median distance from it.
    private func scale(_ wavelengths: Range<Double>, _ phases: Range<Double>) -> (
        bias: Double, scatter: Double, count: Int
    ) {
        let values = Self.residuals.filter { wavelengths.contains($0.wavelength) && phases.contains($0.phase) }
            .map(\.value).sorted()
        guard !values.isEmpty else { return (.nan, .nan, 0) }
        let median = values[values.count / 2]
        let distances = values.map { abs($0 - median) }.sorted()
        return (median, 1.48 * distances[distances.count / 2], values.count)
    }

    @Test(arguments: [
        (450.0, 700.0, -8.0, 15.0, 0.015, 0.045), (450, 700, 15, 50, 0.015, 0.055), (350, 450, -8, 15, 0.02, 0.075),
        (350, 450, 15, 50, 0.03, 0.09), (450, 700, -15, -8, 0.04, 0.07), (270, 350, -8, 15, 0.12, 0.23),
    ]) func `light curves that the surface was not fitted to agree`(
        low: Double, high: Double, first: Double, last: Double, bias: Double, scatter: Double
    ) {
        let found = scale(low..<high, first..<last)
        #expect(found.count > 100)
        #expect(abs(found.bias) < bias, "bias \(found.bias) of \(found.count)")
        #expect(found.scatter < scatter, "scatter \(found.scatter) of \(found.count)")
    }
}
