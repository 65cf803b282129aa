import SkyMath
import SkyModel
import Testing

@Suite struct TransientPropertyTests {
    @Test(arguments: 0..<TransientSamples.makers.count)
    func `fluxes are finite and never negative, and none before the light and long after`(_ kind: Int) {
        let maker = TransientSamples.makers[kind]
        for seed in 0..<15 {
            var draws = Draws(seed: 31, UInt64(seed), UInt64(kind))
            let curve = maker.make(&draws)
            let times =
                (0..<40).map { _ in draws.uniform(59_900..<61_500) } + [
                    0, -1e9, 1e9, 1e300, .nan, .infinity, -.infinity,
                ]
            for time in times {
                for band in Passband.allCases {
                    let flux = curve.flux(band, mjdTai: time)
                    #expect(flux.isFinite && flux >= 0, "\(maker.name) seed \(seed) at \(time): \(flux)")
                }
            }
            #expect(curve.flux(.r, mjdTai: 59_900) == 0)
            #expect(curve.flux(.r, mjdTai: 70_000) == 0)
            #expect((0..<800).contains { curve.flux(.i, mjdTai: 60_000 + Double($0) / 2) > 0 })
        }
    }

    @Test(arguments: 0..<TransientSamples.makers.count)
    func `the same seed is the same event, another seed another`(_ kind: Int) {
        let maker = TransientSamples.makers[kind]
        var (first, second, other) = (Draws(seed: 5, 1), Draws(seed: 5, 1), Draws(seed: 6, 1))
        let (one, same, different) = (maker.make(&first), maker.make(&second), maker.make(&other))
        let times = (0..<200).map { 60_000 + 0.73 * Double($0) }
        let forward = times.map { one.flux(.i, mjdTai: $0) }
        #expect(forward == times.reversed().map { same.flux(.i, mjdTai: $0) }.reversed())
        #expect(forward != times.map { different.flux(.i, mjdTai: $0) })
    }

    @Test(arguments: 0..<TransientSamples.makers.count)
    func `the light curve has no step but at its end`(_ kind: Int) {
        var draws = Draws(seed: 77, UInt64(kind))
        let curve = TransientSamples.makers[kind].make(&draws)
        let fluxes = (0..<20_000).map { curve.flux(.i, mjdTai: 60_000 + 0.01 * Double($0)) }
        let peak = fluxes.max() ?? 0
        for (now, next) in zip(fluxes, fluxes.dropFirst()) { #expect(abs(next - now) < 0.1 * peak) }
    }

    @Test func `senseless parameters give fluxes all the same`() {
        for redshift in [-1, 0, 1e9, Double.nan, .infinity] {
            let frame = EventFrame(mjdTai: 60_000, redshift: redshift, hostExtinction: -3, galacticReddening: 900)
            let curves: [any LightCurve] = [
                SupernovaIa(frame: frame, x1: 99, c: -99, peakMagnitude: 20),
                CoreCollapseSupernova(
                    frame: frame, kind: .typeII, absoluteMagnitude: -17, shape: .init(rise: 0, duration: 0, slope: 99)),
                SuperluminousSupernova(
                    frame: frame,
                    engine: .init(
                        spinPeriod: 0, magneticField: 0, ejectaMass: 0, ejectaSpeed: 0, floorTemperature: 0)),
                TidalDisruption(frame: frame, peakLuminosity: -1, temperature: 0, rise: 0, fallback: 0),
                Kilonova(frame: frame, components: []),
                Kilonova(frame: frame, components: [.init(mass: 0, speed: 9, opacity: 0, floorTemperature: 0)]),
            ]
            for curve in curves {
                for step in 0..<40 {
                    let flux = curve.flux(.z, mjdTai: 59_990 + 3 * Double(step))
                    #expect(flux.isFinite && flux >= 0, "\(type(of: curve)) at z = \(redshift): \(flux)")
                }
            }
        }
    }
}
