import Foundation
import SkyMath
import Testing

@testable import SkyModel

@Suite struct BinaryTests {
    static let magnitudes = VariableSamples.magnitudes

    private func binary(_ primary: Double, _ secondary: Double, inclination: Double = 90) -> DetachedBinary {
        DetachedBinary(
            period: 2, radii: (primary, secondary), temperatures: (6000, 6000), inclination: inclination,
            epochMjdTai: 60_000, magnitudes: Self.magnitudes)
    }

    @Test func `uniform discs hide the ratio of their areas`() {
        #expect(abs(DiscOverlap.hiddenShare(star: 0.2, cover: 0.1, distance: 0, limbDarkening: 0) - 0.25) < 1e-12)
        #expect(DiscOverlap.hiddenShare(star: 0.1, cover: 0.2, distance: 0.05, limbDarkening: 0) == 1)
        #expect(DiscOverlap.hiddenShare(star: 0.2, cover: 0.1, distance: 0.3, limbDarkening: 0.5) >= 0)
        #expect(DiscOverlap.hiddenShare(star: 0.2, cover: 0.1, distance: 0.31, limbDarkening: 0.5) == 0)
    }

    @Test func `the lens of two discs has its area`() {
        let (first, second, distance) = (1.0, 0.7, 0.9)
        var draws = Draws(seed: 1)
        let count = 200_000
        let inside = (0..<count).count { _ in
            let (x, y) = (draws.uniform(-0.7..<0.7), draws.uniform(-0.7..<0.7))
            return x * x + y * y < second * second && (x + distance) * (x + distance) + y * y < first * first
        }
        let estimate = Double(inside) / Double(count) * 1.96
        let area = DiscOverlap.area(first: first, second: second, distance: distance)
        #expect(abs(area - estimate) < 5 * 1.96 * (0.25 / Double(count)).squareRoot())
    }

    @Test func `a small dark disc hides the brightness under it`() {
        let (cover, darkening) = (0.02, 0.6)
        for radius in [0.0, 0.3, 0.6, 0.8] {
            let mu = (1 - radius * radius).squareRoot()
            let expected = cover * cover * (1 - darkening + darkening * mu) / (1 - darkening / 3)
            let hidden = DiscOverlap.hiddenShare(star: 1, cover: cover, distance: radius, limbDarkening: darkening)
            #expect(abs(hidden / expected - 1) < 0.35, "at \(radius): \(hidden / expected)")
        }
    }

    @Test func `the limb-darkened depth of a large cover is that of direct integration`() {
        var draws = Draws(seed: 2)
        for _ in 0..<20 {
            let (cover, darkening) = (draws.uniform(0.3..<1.2), draws.uniform(0..<0.9))
            let distance = draws.uniform(0..<(1 + cover))
            let hidden = DiscOverlap.hiddenShare(star: 1, cover: cover, distance: distance, limbDarkening: darkening)
            let direct = integrated(cover: cover, distance: distance, darkening: darkening)
            #expect(abs(hidden - direct) < 0.004, "\(cover) \(distance) \(darkening): \(hidden), not \(direct)")
        }
    }

    /// Rings of the star, and the share of each that the cover hides.
    private func integrated(cover: Double, distance: Double, darkening: Double) -> Double {
        let count = 4000
        var sum = 0.0
        for ring in 0..<count {
            let radius = (Double(ring) + 0.5) / Double(count)
            let cosine = (radius * radius + distance * distance - cover * cover) / max(1e-12, 2 * radius * distance)
            let share = acos(max(-1, min(1, cosine))) / .pi
            let light = 1 - darkening + darkening * (1 - radius * radius).squareRoot()
            sum += 2 * radius * light * share / Double(count)
        }
        return sum / (1 - darkening / 3)
    }

    @Test func `outside eclipse the light is whole, and equal stars lose as much at both minima`() {
        let pair = binary(0.15, 0.15)
        for band in Passband.allCases {
            let whole = ABMagnitude.nJy(Self.magnitudes[band])
            #expect(pair.flux(band, mjdTai: 60_000.5) == whole)
            #expect(abs(pair.flux(band, mjdTai: 60_000) / whole - 0.5) < 1e-9)
            #expect(abs(pair.flux(band, mjdTai: 60_001) / whole - 0.5) < 1e-9)
        }
    }

    @Test func `a hot primary makes the primary minimum deeper, most so in the blue`() {
        let pair = DetachedBinary(
            period: 2, radii: (0.1, 0.1), temperatures: (9000, 5000), inclination: 90, epochMjdTai: 60_000,
            magnitudes: Self.magnitudes)
        let depth = { (band: Passband, time: Double) in
            1 - pair.flux(band, mjdTai: time) / ABMagnitude.nJy(Self.magnitudes[band])
        }
        for band in Passband.allCases { #expect(depth(band, 60_000) > depth(band, 60_001)) }
        #expect(depth(.u, 60_000) > depth(.y, 60_000))
        #expect(abs(depth(.r, 60_000) + depth(.r, 60_001) - 1) < 1e-9)
    }

    @Test func `drawn pairs eclipse, tilted ones do not`() {
        var draws = Draws(seed: 8)
        for _ in 0..<40 {
            let pair = DetachedBinary.drawn(from: &draws, magnitudes: Self.magnitudes)
            let fluxes = (0..<4000).map { pair.flux(.r, mjdTai: 60_000 + pair.period * Double($0) / 4000) }
            #expect((fluxes.min() ?? 0) < ABMagnitude.nJy(Self.magnitudes[.r]))
        }
        let tilted = binary(0.1, 0.1, inclination: 60)
        #expect(
            (0..<100).allSatisfy { tilted.flux(.r, mjdTai: 60_000 + 0.02 * Double($0)) == tilted.flux(.r, mjdTai: 0.5) }
        )
    }

    @Test func `a contact pair has two minima an orbit and keeps its mean`() {
        let pair = ContactBinary(
            period: 0.4, distortion: 0.25, inequality: 0.05, epochMjdTai: 60_000, meanMagnitudes: Self.magnitudes)
        let fluxes = (0..<400).map { pair.flux(.r, mjdTai: 60_000 + 0.001 * Double($0)) }
        let mean = fluxes.reduce(0, +) / 400
        #expect(abs(mean / ABMagnitude.nJy(18.6) - 1) < 1e-9)
        let minima = (0..<400).filter { fluxes[$0] < fluxes[($0 + 1) % 400] && fluxes[$0] <= fluxes[($0 + 399) % 400] }
        #expect(minima == [0, 200])
        #expect(abs((fluxes[200] - fluxes[0]) / mean - 0.05) < 1e-6)
        #expect(ABMagnitude.magnitude(nJy: fluxes[0] / (fluxes.max() ?? 1)) - 31.4 > 0.4)
    }

    @Test func `a planet hides about the square of its radius, once an orbit`() {
        let star = DetachedBinary.transit(
            period: 4, starRadius: 0.1, radiusRatio: 0.1, inclination: 90, epochMjdTai: 60_000,
            magnitudes: Self.magnitudes)
        let depth = { (band: Passband, time: Double) in
            1 - star.flux(band, mjdTai: time) / ABMagnitude.nJy(Self.magnitudes[band])
        }
        for band in Passband.allCases {
            let limb = DetachedBinary.limbDarkening[band]
            #expect(abs(depth(band, 60_000) / (0.01 / (1 - limb / 3)) - 1) < 0.12)
            #expect(depth(band, 60_002) == 0)
        }
        var draws = Draws(seed: 14)
        for _ in 0..<20 {
            let drawn = DetachedBinary.drawnTransit(from: &draws, magnitudes: Self.magnitudes)
            let fluxes = (0..<4000).map { drawn.flux(.r, mjdTai: 60_000 + drawn.period * Double($0) / 4000) }
            let deepest = 1 - (fluxes.min() ?? 0) / ABMagnitude.nJy(Self.magnitudes[.r])
            #expect(deepest > 0 && deepest < 0.06)
        }
    }
}
