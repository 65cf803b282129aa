import Foundation
import SkyMath
import Testing

@testable import SkyModel

@Suite struct EruptiveTests {
    static let magnitudes = VariableSamples.magnitudes

    @Test func `a flare has the published shape`() {
        #expect(abs(FlareStar.shape(0) - 0.992) < 1e-9)
        #expect(abs(FlareStar.shape(-1e-9) - 1) < 1e-6)
        #expect(FlareStar.shape(-1.001) == 0)
        #expect(FlareStar.shape(-1) < 0.01)
        let half = (1..<10_000).map { Double($0) / 1000 }.first { FlareStar.shape($0) < 0.5 } ?? 0
        let before = (1..<1000).map { -Double($0) / 1000 }.first { FlareStar.shape($0) < 0.5 } ?? 0
        #expect(abs(half - before - 1) < 0.1, "full width at half maximum \(half - before)")
    }

    @Test func `flares come at the rate asked for, with a power law of amplitudes`() {
        let star = FlareStar(flaresPerDay: 3, leastAmplitude: 0.1, slope: 1, key: 5, quietMagnitudes: Self.magnitudes)
        let flares = (60_000..<63_000).flatMap { star.flares(day: $0) }
        #expect(abs(Double(flares.count) - 9000) < 5 * 9000.0.squareRoot())
        let large = Double(flares.count { $0.amplitude > 1 })
        #expect(abs(large - Double(flares.count) / 10) < 5 * (large * 0.9).squareRoot())
        #expect(flares.allSatisfy { $0.amplitude >= 0.1 && $0.width < 0.021 })
    }

    @Test func `a flare is seen at its time, bluer than the star`() throws {
        let star = FlareStar(flaresPerDay: 1, leastAmplitude: 0.5, slope: 1, key: 6, quietMagnitudes: Self.magnitudes)
        let flare = try #require((60_000..<60_100).flatMap { star.flares(day: $0) }.max { $0.amplitude < $1.amplitude })
        let rise = PerBand { band in
            star.flux(band, mjdTai: flare.peakMjdTai) / ABMagnitude.nJy(Self.magnitudes[band]) - 1
        }
        #expect(abs(rise[.u] / flare.amplitude - 0.992) < 0.1)
        for (bluer, redder) in zip(Passband.allCases, Passband.allCases.dropFirst()) {
            #expect(rise[bluer] > rise[redder])
        }
    }

    @Test func `a dwarf nova rises to its height once in each recurrence time`() {
        let star = DwarfNova(
            recurrence: 60, amplitude: 4, plateau: 3, declinePerMagnitude: 1.5, key: 3, quietMagnitudes: Self.magnitudes
        )
        for number in Int64(1000)..<1020 {
            let outburst = star.outburst(number)
            let top = outburst.startMjdTai + outburst.amplitude * 1.5 / 5 + 1
            let height = 19.0 - ABMagnitude.magnitude(nJy: star.flux(.g, mjdTai: top))
            #expect(abs(height - outburst.amplitude) < 0.05, "\(height), not \(outburst.amplitude)")
            #expect(outburst.startMjdTai / 60 > Double(number) && outburst.startMjdTai / 60 < Double(number + 1))
            let quiet = star.flux(.g, mjdTai: outburst.startMjdTai - 0.01) / ABMagnitude.nJy(19)
            #expect(quiet >= 1 && quiet < 1.05)
        }
    }

    @Test func `drawn outbursts follow Kukarkin and Parenago's relation`() {
        var draws = Draws(seed: 21)
        let stars = (0..<2000).map { _ in DwarfNova.drawn(from: &draws, quietMagnitudes: Self.magnitudes) }
        let offsets = stars.map { $0.amplitude - 0.70 - 1.90 * log10($0.recurrence) }
        let mean = offsets.reduce(0, +) / 2000
        let spread = (offsets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000).squareRoot()
        #expect(abs(mean) < 0.05)
        #expect(abs(spread - 0.43) < 0.04)
    }

    @Test func `an active star keeps its mean flux, turns, and is quieter in the red`() {
        let star = ActiveStar(
            period: 3.3, depth: 0.08, spotLife: 40, longitudes: [0.1, 0.45], key: 4, meanMagnitudes: Self.magnitudes)
        var draws = Draws(seed: 6)
        var spreads: [Passband: Double] = [:]
        for band in [Passband.u, .y] {
            let whole = ABMagnitude.nJy(Self.magnitudes[band])
            let fluxes = (0..<8000).map { _ in star.flux(band, mjdTai: draws.uniform(40_000..<80_000)) / whole }
            let mean = fluxes.reduce(0, +) / 8000
            spreads[band] = (fluxes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 8000).squareRoot()
            #expect(abs(mean - 1) < 0.004)
            let reach = star.reach(band)
            #expect(fluxes.allSatisfy { reach.contains($0 * whole) })
            #expect(reach.upperBound - reach.lowerBound < 0.5 * whole)
        }
        #expect((spreads[.u] ?? 0) > 1.3 * (spreads[.y] ?? 0))
        let (first, next) = (star.flux(.r, mjdTai: 60_000), star.flux(.r, mjdTai: 60_003.3))
        #expect(abs(first / next - 1) < 0.02)
    }

    /// McQuillan et al. 2014, doi:10.1088/0067-0049/211/2/24: from peak to peak 950, 5,600 and 22,700 parts per million
    /// at the 5th percentile, in the median and at the 95th.
    @Test func `active stars have the ranges of light of Kepler's rotating dwarfs`() {
        var draws = Draws(seed: 8)
        let ranges = (0..<1500).map { _ -> Double in
            let star = ActiveStar.drawn(from: &draws, meanMagnitudes: Self.magnitudes)
            let fluxes = (0..<40).map { star.flux(.r, mjdTai: 60_000 + star.period * Double($0) / 40) }
            return (fluxes.max() ?? 0) / (fluxes.min() ?? 1) - 1
        }.sorted()
        for (rank, published, tolerance) in [(75, 950e-6, 0.3), (750, 5600e-6, 0.12), (1425, 22_700e-6, 0.2)] {
            #expect(abs(ranges[rank] / published - 1) < tolerance, "\(rank): \(ranges[rank])")
        }
    }

    /// Newton et al. 2016, doi:10.3847/0004-637X/821/2/93: half of what a typical dwarf of MEarth varies from peak to peak
    /// is 0.5 to 1 %.
    @Test func `spotted red dwarfs of the sky vary by one or two in a hundred, yellow ones by half as much`() {
        let cell = SyntheticSky(seed: 4).stars(
            in: SkyCone(centre: SkyPosition(ra: 210, dec: -20), radius: 0.7), brighterThan: 22)
        func median(_ magnitudes: ClosedRange<Double>) -> Double {
            let ranges = cell.filter { $0.variability == .active && magnitudes.contains($0.absoluteMagnitude) }
                .compactMap { star -> Double? in
                    guard let curve = star.lightCurve(seed: 4) else { return nil }
                    let fluxes = (0..<200).map { curve.flux(.r, mjdTai: 60_000 + 0.7 * Double($0)) }
                    return (fluxes.max() ?? 0) / (fluxes.min() ?? 1) - 1
                }.sorted()
            return ranges.isEmpty ? 0 : ranges[ranges.count / 2]
        }
        #expect((0.01...0.02).contains(median(9...12)), "\(median(9...12))")
        #expect((0.005...0.01).contains(median(4...6.5)), "\(median(4...6.5))")
    }
}
