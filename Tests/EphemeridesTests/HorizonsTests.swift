import Ephemerides
import Foundation
import SkyMath
import Testing

@Suite(.enabled(if: TestData.isPresent, "the folder of real orbits (TOCSIN_TEST_DATA) is absent"))
struct HorizonsTests {
    private static let rows = Result { try HorizonsRow.table() }
    private static let bodies = Result {
        try SmallBody.bodies(json: TestData.text("adam_core_28_orbits_with_covariance.json"))
    }
    private static let recent = Result { try SolarSystem(span: 57000...59200) }

    /// Largest distance on the sky between our places and JPL's, arcsec, over every `stride`-th line of an object.
    private func residuals(_ orbit: Int, in system: SolarSystem, stride: Int, push: NonGravitational? = nil) throws
        -> [(Ephemeris, HorizonsRow)]
    {
        let rows = try Self.rows.get().filter { $0.orbit == orbit }
        let body = try Self.bodies.get()[orbit]
        let times = rows.map { TimeScale.mjdTdb(fromMjdTai: $0.mjdTai) }
        let first = try #require(times.min())
        let last = try #require(times.max())
        let path = try Trajectory(body.orbit.state(), span: first - 1...last + 1, in: system, push: push)
        return try Swift.stride(from: 0, to: rows.count, by: stride).map { index in
            let row = rows[index]
            let observer = try Observer(row.isRubin ? .rubin : .cerroTololo, mjdTai: row.mjdTai, in: system)
            return (observer.ephemeris(of: path), row)
        }
    }

    /// 'Oumuamua (number 27), which is not moved by gravity alone, is tested apart.
    @Test(arguments: [0, 1, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21])
    func `Integrated orbits meet JPL's places within a tenth of an arcsecond`(orbit: Int) throws {
        for (ephemeris, row) in try residuals(orbit, in: Self.recent.get(), stride: 4) {
            #expect(ephemeris.position.separation(to: row.position) * 3600 < 0.1, "orbit \(orbit) at \(row.mjdTai)")
            #expect(abs(ephemeris.heliocentricDistance - row.r) < 2e-6)
            #expect(abs(ephemeris.observerDistance - row.delta) < 1e-6)
        }
    }

    @Test(arguments: [0, 5, 11, 13, 17])
    func `Rates, angles and magnitudes are JPL's`(orbit: Int) throws {
        for (ephemeris, row) in try residuals(orbit, in: Self.recent.get(), stride: 9) {
            // JPL's rates are those of apparent places, which aberration stretches by up to 1e-4.
            #expect(abs(ephemeris.raRateArcsecPerHour - row.raRate) < 0.35)
            #expect(abs(ephemeris.decRateArcsecPerHour - row.decRate) < 0.35)
            #expect(abs(ephemeris.solarElongation - row.elongation) < 0.013)
            #expect(abs(ephemeris.phaseAngle - row.phase) < 0.01)
            if let magnitude = row.magnitude, let h = row.h, let g = row.g, row.phase < 90 {
                let ours = ephemeris.magnitude(absoluteMagnitude: h, phaseCurve: .hg(slope: g))
                #expect(abs(ours - magnitude) < 0.04, "orbit \(orbit)")
            }
        }
    }

    @Test
    func
        `'Oumuamua leaves the path of gravity by four arcseconds, with the published push of gas by less than 1.5`()
        throws
    {
        let all = try residuals(27, in: Self.recent.get(), stride: 5)
        let largest = all.map { $0.0.position.separation(to: $0.1.position) * 3600 }.max() ?? .nan
        #expect((3.0..<5.0).contains(largest))
        // Micheli et al. 2018: 4.92e-6 m/s^2 at 1 au; JPL's solution, with a push of its own, is not theirs.
        let push = NonGravitational(radial: 4.92e-6 * 86400 * 86400 / 149_597_870_700)
        for (ephemeris, row) in try residuals(27, in: Self.recent.get(), stride: 5, push: push) {
            #expect(ephemeris.position.separation(to: row.position) * 3600 < 1.5)
        }
    }

    @Test func `Ceres from the Earth's centre is where Horizons has it`() throws {
        // Osculating elements and places of the file's own header and table (DE441, solution JPL#48).
        let orbit = OrbitalElements(
            q: 2.556401146697176, eccentricity: 0.07687465013145245, inclination: 10.59127767086216,
            node: 80.3011901917491, perihelionArgument: 73.80896808746482, perihelionMjdTdb: 58239.6791309435,
            epochMjdTdb: 58849)
        let system = try SolarSystem(span: 58000...59800)
        let path = try Trajectory(orbit.state(), span: 59730...59780, in: system)
        for line in try TestData.text("jpl_horizons_ceres_ephemerides_range.txt").split(separator: "\n")
        where line.hasPrefix(" 2022-Ju") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let mjd = try #require(Double(fields[1])) - 2_400_000.5
            let place = SkyPosition(ra: try #require(Double(fields[4])), dec: try #require(Double(fields[5])))
            let observer = try Observer(.geocentre, mjdTai: TimeScale.mjdTai(fromMjdUtc: mjd), in: system)
            let ephemeris = observer.ephemeris(of: path)
            // The file rounds to 0.036 arcsec.
            #expect(ephemeris.position.separation(to: place) * 3600 < 0.1)
        }
    }
}
