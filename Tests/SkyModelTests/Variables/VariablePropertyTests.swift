import SkyMath
import SkyModel
import Testing

@Suite struct VariablePropertyTests {
    @Test(arguments: 0..<VariableSamples.makers.count)
    func `fluxes are finite and never negative, at any time and for times that are none`(_ kind: Int) {
        let maker = VariableSamples.makers[kind]
        for seed in 0..<40 {
            var draws = Draws(seed: 11, UInt64(seed), UInt64(kind))
            let curve = maker.make(&draws)
            let times =
                (0..<25).map { _ in draws.uniform(58_000..<64_000) } + [
                    0, -1e9, 1e9, 1e300, .nan, .infinity, -.infinity,
                ]
            for time in times {
                let flux = curve.flux(Passband.allCases[Int(draws.uniform(0..<6))], mjdTai: time)
                #expect(flux.isFinite && flux >= 0, "\(maker.name) seed \(seed) at \(time): \(flux)")
            }
        }
    }

    @Test(arguments: 0..<VariableSamples.makers.count)
    func `the same seed is the same curve in any order of asking, another seed another`(_ kind: Int) {
        let maker = VariableSamples.makers[kind]
        var (first, second, other) = (Draws(seed: 5, 1), Draws(seed: 5, 1), Draws(seed: 6, 1))
        let (one, same, different) = (maker.make(&first), maker.make(&second), maker.make(&other))
        let times = (0..<200).map { 60_000 + 7.3 * Double($0) }
        let forward = times.map { one.flux(.g, mjdTai: $0) }
        #expect(forward == times.reversed().map { same.flux(.g, mjdTai: $0) }.reversed())
        #expect(forward != times.map { different.flux(.g, mjdTai: $0) })
    }

    @Test func `senseless parameters give fluxes all the same`() {
        let magnitudes = VariableSamples.magnitudes
        let curves: [any LightCurve] = [
            RRLyrae(mode: .c, period: -1, amplitude: .nan, epochMjdTai: 0, meanMagnitudes: magnitudes),
            Cepheid(period: .nan, amplitude: -4, epochMjdTai: 0, meanMagnitudes: magnitudes),
            DeltaScuti(modes: [], meanMagnitudes: magnitudes),
            DetachedBinary(
                period: 0, radii: (0, 9), temperatures: (0, -5), inclination: 400, epochMjdTai: 0,
                magnitudes: magnitudes),
            ContactBinary(period: 0, distortion: 5, inequality: 5, epochMjdTai: 0, meanMagnitudes: magnitudes),
            FlareStar(flaresPerDay: 1e9, leastAmplitude: -1, slope: 0, key: 1, quietMagnitudes: magnitudes),
            DwarfNova(
                recurrence: 0, amplitude: 99, plateau: 99, declinePerMagnitude: 0, key: 1, quietMagnitudes: magnitudes),
            ActiveStar(
                period: 0, depth: 9, spotLife: 0, longitudes: [0, 1, 2, 3, 4, 5], key: 1, meanMagnitudes: magnitudes),
            Microlensing(
                peakMjdTai: 60_000, einsteinTime: 0, impact: 0, position: SkyPosition(ra: 0, dec: 90),
                magnitudes: magnitudes),
            ActiveNucleus(
                dampingTime: 0, structureFunction: PerBand { _ in 99 }, key: 1, meanMagnitudes: magnitudes),
        ]
        for curve in curves {
            for step in 0..<50 {
                let flux = curve.flux(.r, mjdTai: 60_000 + 0.3 * Double(step))
                #expect(flux.isFinite && flux >= 0, "\(type(of: curve)): \(flux)")
                #expect(curve.reach(.r).contains(flux), "\(type(of: curve)): \(flux)")
            }
        }
    }

    @Test func `numbers that are none give fluxes that are some`() {
        let none = PerBand { _ in Double.nan }
        let sky = SkyPosition(ra: 10, dec: 10)
        let mode = DeltaScuti.Mode(frequency: .nan, semiAmplitude: .infinity, phase: .nan)
        let curves: [any LightCurve] = [
            RRLyrae(mode: .ab, period: .nan, amplitude: .nan, epochMjdTai: .nan, meanMagnitudes: none),
            LongPeriodVariable(
                period: .nan, amplitude: .nan, irregularity: .nan, riseShare: .nan, epochMjdTai: .nan, key: 1,
                meanMagnitudes: none),
            DeltaScuti(modes: [mode], meanMagnitudes: VariableSamples.magnitudes),
            DetachedBinary(
                period: .nan, radii: (.nan, .nan), temperatures: (.nan, .nan), inclination: .nan, epochMjdTai: .nan,
                magnitudes: VariableSamples.magnitudes),
            ContactBinary(period: .nan, distortion: .nan, inequality: .nan, epochMjdTai: .nan, meanMagnitudes: none),
            FlareStar(flaresPerDay: .nan, leastAmplitude: .nan, slope: .nan, key: 1, quietMagnitudes: none),
            DwarfNova(
                recurrence: .nan, amplitude: .nan, plateau: .nan, declinePerMagnitude: .nan, key: 1,
                quietMagnitudes: none),
            ActiveStar(period: .nan, depth: .nan, spotLife: .nan, longitudes: [.nan], key: 1, meanMagnitudes: none),
            Microlensing(
                peakMjdTai: .nan, einsteinTime: .nan, impact: .nan, parallax: (.nan, .nan), position: sky,
                blendShare: none, magnitudes: none),
            ActiveNucleus(
                redshift: .nan, absoluteMagnitude: .nan, logMass: .nan, key: 1,
                meanMagnitudes: PerBand { _ in -1e300 }),
        ]
        for curve in curves {
            for time in [60_000, 60_000.3, .nan] {
                let flux = curve.flux(.g, mjdTai: time)
                #expect(flux.isFinite && flux >= 0, "\(type(of: curve)): \(flux)")
                #expect(curve.reach(.g).contains(flux), "\(type(of: curve)): \(flux)")
            }
        }
    }
}
