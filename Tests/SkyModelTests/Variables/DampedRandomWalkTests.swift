import Foundation
import SkyMath
import Testing

@testable import SkyModel

@Suite struct DampedRandomWalkTests {
    private static let realisations = 3000

    /// Means over many walks of a product of values at two times.
    private func covariance(_ first: Double, _ second: Double, dampingTime: Double) -> Double {
        let sum = (0..<Self.realisations).reduce(0.0) { sum, key in
            let walk = OrnsteinUhlenbeck(dampingTime: dampingTime, key: UInt64(key) &* 0x9E37_79B9_7F4A_7C15)
            return sum + walk.value(mjdTai: first) * walk.value(mjdTai: second)
        }
        return sum / Double(Self.realisations)
    }

    @Test(arguments: [60_000.0, 60_123.456, 61_440, 60_800.001]) func `the variance is 1 at any time`(_ time: Double) {
        let variance = covariance(time, time, dampingTime: 100)
        #expect(abs(variance - 1) < 5 * (2 / Double(Self.realisations)).squareRoot(), "\(variance)")
    }

    @Test(arguments: [1.0, 10, 50, 100, 200, 400]) func `the covariance falls exponentially with lag`(_ lag: Double) {
        for start in [60_000.0, 60_777.7, 60_795] {
            let expected = exp(-lag / 100)
            let covariance = covariance(start, start + lag, dampingTime: 100)
            let error = ((1 + expected * expected) / Double(Self.realisations)).squareRoot()
            #expect(abs(covariance - expected) < 5 * error, "lag \(lag): \(covariance), not \(expected)")
        }
    }

    @Test(arguments: [2.0, 5, 20, 100, 300]) func `the structure function is the published form`(_ lag: Double) {
        let expected = 2 * (1 - exp(-lag / 100))
        var sum = 0.0
        for key in 0..<Self.realisations {
            let walk = OrnsteinUhlenbeck(dampingTime: 100, key: UInt64(key) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
            let change = walk.value(mjdTai: 60_321 + lag) - walk.value(mjdTai: 60_321)
            sum += change * change
        }
        let ratio = sum / Double(Self.realisations) / expected
        #expect(abs(ratio - 1) < 5 * (2 / Double(Self.realisations)).squareRoot(), "lag \(lag): \(ratio)")
    }

    @Test func `increments over equal steps are Gaussian and of no memory beyond the walk's`() {
        let walk = OrnsteinUhlenbeck(dampingTime: 10, key: 99)
        let step = 1.0
        let keep = exp(-step / 10)
        let values = (0..<6000).map { walk.value(mjdTai: 50_000 + step * Double($0)) }
        let innovations = zip(values, values.dropFirst()).map { ($1 - keep * $0) / (1 - keep * keep).squareRoot() }
        let variance = innovations.reduce(0) { $0 + $1 * $1 } / Double(innovations.count)
        let next = zip(innovations, innovations.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / Double(innovations.count)
        let fourth = innovations.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(innovations.count)
        #expect(abs(variance - 1) < 0.09)
        #expect(abs(next) < 0.065)
        #expect(abs(fourth - 3) < 0.6)
    }

    @Test func `the walk has no step at the ends of blocks and intervals`() {
        let walk = OrnsteinUhlenbeck(dampingTime: 1, key: 3)
        for place in stride(from: 320.0, to: 384.0, by: 0.25) {
            #expect(abs(walk.value(mjdTai: place + 1e-7) - walk.value(mjdTai: place - 1e-7)) < 1e-3)
        }
    }

    @Test func `a nucleus varies by its structure function, the same in all bands but for lag`() {
        let magnitudes = VariableSamples.magnitudes
        let nucleus = ActiveNucleus(
            dampingTime: 50, structureFunction: PerBand(u: 0.3, g: 0.25, r: 0.2, i: 0.18, z: 0.15, y: 0.14),
            lags: PerBand(u: 0, g: 1, r: 2, i: 3, z: 4, y: 5), key: 12, meanMagnitudes: magnitudes)
        for step in 0..<50 {
            let time = 60_000 + 17.1 * Double(step)
            let u = ABMagnitude.magnitude(nJy: nucleus.flux(.u, mjdTai: time)) - magnitudes[.u]
            let y = ABMagnitude.magnitude(nJy: nucleus.flux(.y, mjdTai: time + 5)) - magnitudes[.y]
            #expect(abs(u / 0.3 - y / 0.14) < 1e-6)
        }
    }

    /// MacLeod and others (2010), table 1: at 4000 angstroms, M_i = -23 and 10^9 Suns, log SF = -0.51 and log tau =
    /// 2.4.
    @Test func `amplitude and damping time follow the published relation`() {
        let redshift = ThroughputCurve.lsstEffectiveWavelengths[.r] / 400 - 1
        let nucleus = ActiveNucleus(
            redshift: redshift, absoluteMagnitude: -23, logMass: 9, key: 1, meanMagnitudes: VariableSamples.magnitudes)
        #expect(abs(log10(nucleus.structureFunction[.r]) + 0.51) < 1e-9)
        #expect(abs(log10(nucleus.dampingTime / (1 + redshift)) - 2.4) < 1e-9)
        #expect(nucleus.structureFunction[.u] > nucleus.structureFunction[.y])
        let brighter = ActiveNucleus(
            redshift: redshift, absoluteMagnitude: -26, logMass: 9, key: 1, meanMagnitudes: VariableSamples.magnitudes)
        #expect(brighter.structureFunction[.r] < nucleus.structureFunction[.r])
    }

    @Test func `nuclei fainter than the quasars of the relation vary as the faintest of these`() {
        func nucleus(_ m: Double) -> ActiveNucleus {
            ActiveNucleus(
                redshift: 0.5, absoluteMagnitude: m, logMass: 7.5, key: 1, meanMagnitudes: VariableSamples.magnitudes)
        }
        #expect(nucleus(-18).structureFunction == nucleus(-22).structureFunction)
        #expect(nucleus(-18).dampingTime == nucleus(-22).dampingTime)
        #expect(nucleus(-22).structureFunction[.r] > nucleus(-22.5).structureFunction[.r])
        #expect(nucleus(-18).structureFunction[.g] < 0.4)
    }

    /// scipy 1.17.1, `norm.ppf`.
    @Test(arguments: [
        (1e-12, -7.034483825301131), (1e-4, -3.7190164854556804), (0.02, -2.053748910631823),
        (0.3, -0.5244005127080409), (0.5, 0), (0.975, 1.959963984540054),
    ]) func `normal quantiles are right to seven digits`(share: Double, value: Double) {
        #expect(abs(NormalQuantile.value(share) - value) < 1e-6)
    }
}
