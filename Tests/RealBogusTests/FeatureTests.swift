import Imaging
import RealBogus
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct FeatureTests {
    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private func same(_ a: Features, _ b: Features) -> Bool {
        zip(a.values, b.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }

    @Test(arguments: [3.0, 5.0]) func `a point source has the values of a point source, whatever the seeing`(
        fwhm: Double
    ) throws {
        let all = try (0..<40).map { try SyntheticCandidate(fwhm: fwhm, snr: 20, seed: $0).features() }
        func typical(_ name: FeatureName) -> Double { median(all.map { $0[name] }) }
        #expect(abs(typical(.snr) - 20) < 0.6)
        #expect(typical(.snrShare) == 1)
        #expect(abs(typical(.chi2Core) - 1) < 0.15 && abs(typical(.chi2Wide) - 1) < 0.06)
        #expect(abs(typical(.sharpness) - 1) < 0.08 && abs(typical(.concentration) - 1) < 0.04)
        for ring in [FeatureName.ringPullA, .ringPullB, .ringPullC, .ringPullD] { #expect(abs(typical(ring)) < 0.6) }
        #expect(typical(.offset) < 0.3 && abs(typical(.sizeRatio) - 1) < 0.12)
        #expect(typical(.dipoleGain) < 0.03 && typical(.deepest) > -0.2)
        #expect(typical(.scenePeakDistance) == 20 && typical(.maskDistance) == 40)
        #expect(abs(typical(.scatter) - 1) < 0.03 && typical(.neighbours) == 0)
        #expect(abs(typical(.varianceRatio) - 1) < 1e-6)
    }

    @Test func `a negative source has the features of its positive twin`() throws {
        var candidate = try SyntheticCandidate(snr: 12)
        candidate.stars = [(44, 42, 4000)]
        let positive = try candidate.stamps()
        var negative = positive
        negative.difference.image = positive.difference.image.map { -$0 }
        let facts = (DetectionFacts(snr: 11, chi2: 1.2), DetectionFacts(snr: -11, chi2: 1.2))
        #expect(same(Features(of: positive, facts: facts.0), Features(of: negative, facts: facts.1)))
        #expect(same(Features(of: positive), Features(of: negative)))
    }

    @Test func `features have no unit`() throws {
        var candidate = try SyntheticCandidate(snr: 12)
        candidate.stars = [(44, 42, 4000)]
        let one = try candidate.features()
        candidate.unit = 1024
        #expect(zip(one.values, try candidate.features().values).allSatisfy { abs($0 - $1) < 1e-5 || $0.isNaN })
    }

    @Test func `a cosmic ray is sharper than the PSF`() throws {
        var candidate = try SyntheticCandidate()
        candidate.spikes = [(40, 40, 300)]
        let features = try candidate.features()
        #expect(features[.sharpness] > 2 && features[.concentration] > 1.3)
        #expect(features[.sizeRatio] < 0.6 && features[.chi2Core] > 5)
    }

    @Test func `a dipole is told from a point`() throws {
        var candidate = try SyntheticCandidate(snr: 25)
        let flux = candidate.changes[0].flux
        candidate.changes.append((candidate.x + 3, candidate.y, -flux))
        candidate.stars = [(candidate.x + 1.5, candidate.y, 40 * flux)]
        let features = try candidate.features()
        #expect(features[.dipoleGain] > 0.3 && abs(features[.dipoleRatio] - 1) < 0.3)
        #expect(features[.antisymmetry] > 1.5 || features[.offset] > 1)
        #expect(features[.negativeShare5] > 0.3 && features[.deepest] < -0.2)
        #expect(features[.sceneGain] > 1)
        #expect(abs(features[.scenePeakDistance] * 4 / 2.355 - 1.5) < 1)
    }

    @Test func `what does not change is measured in units of the noise`() throws {
        var candidate = try SyntheticCandidate(snr: 10)
        candidate.stars = [(46, 40, 20_000)]
        let features = try candidate.features()
        let peak = 20_000 * Double(candidate.psf.image(atX: 0, y: 0, side: 25)[12, 12])
        #expect(abs(sinh(features[.sceneBrightest]) / (peak / SyntheticCandidate.noise) - 1) < 0.05)
        #expect(features[.scenePeak] < features[.sceneBrightest] && features[.sceneHere] < features[.scenePeak])
        #expect(abs(features[.scenePeakDistance] - 5.7 / (4 / 2.355)) < 0.3)
        #expect(features[.scenePeakSharpness] > 3)
    }

    @Test func `masked pixels are counted and measured around`() throws {
        var candidate = try SyntheticCandidate(snr: 30)
        let clean = try candidate.features()
        candidate.masked = (30...50).map { (x: 43, y: $0, planes: MaskPlanes.saturated) }
        candidate.spikes = (30...50).map { (x: 43, y: $0, value: 1e6) }
        let features = try candidate.features()
        #expect(features[.maskedCore] > 0.01 && features[.maskedCore] < 0.4)
        #expect(abs(features[.maskDistance] - 2.7) < 0.1 && abs(features[.saturationDistance] - 2.7) < 0.1)
        #expect(abs(features[.snr] / clean[.snr] - 1) < 0.1 && abs(features[.chi2Wide] - 1) < 0.4)
    }

    @Test func `what the search has said is kept`() throws {
        let facts = DetectionFacts(snr: -8, chi2: 1.5, nuisances: 6, birge: 1.2)
        let features = try SyntheticCandidate(snr: -10).features(facts)
        #expect(features[.snr] == 8 && features[.searchChi2] == 1.5)
        #expect(features[.nuisances] == 6 && features[.birge] == 1.2)
        #expect(abs(features[.snrShare] - 0.8) < 0.1)
    }

    @Test func `candidates at the edge and on dead pixels are measured or missing`() throws {
        var candidate = try SyntheticCandidate(snr: 10)
        (candidate.x, candidate.y) = (0.4, 80.2)
        candidate.changes = [(0.4, 80.2, 1500)]
        let corner = try candidate.features()
        #expect(corner[.snr] > 5 && corner[.maskedCore] > 0.5 && corner[.maskDistance] < 1.5)
        candidate.masked = (0..<81 * 81).map { (x: $0 % 81, y: $0 / 81, planes: MaskPlanes.bad) }
        let dead = try candidate.features()
        #expect(dead.values.allSatisfy { $0.isNaN })
        #expect(try candidate.features(DetectionFacts(snr: 7))[.snr] == 7)
    }

    @Test(arguments: 0..<6) func `odd pixels give numbers or NaN, and no trap`(seed: UInt64) throws {
        var draws = Draws(seed: seed, 3)
        let odd: [Float] = [.nan, .infinity, -.infinity, 3e38, -3e38, 0, 1e-30]
        var stamps = try SyntheticCandidate(snr: 10, seed: seed).stamps()
        for _ in 0..<600 {
            let (x, y) = (Int(51 * draws.uniform()), Int(51 * draws.uniform()))
            let value = odd[Int(7 * draws.uniform())]
            switch Int(5 * draws.uniform()) {
            case 0: stamps.difference.image[x, y] = value
            case 1: stamps.difference.variance[x, y] = value
            case 2: stamps.scene[x, y] = value
            case 3: stamps.psf[x / 3, y / 3] = value
            default: stamps.difference.mask[x, y] = MaskPlanes(rawValue: UInt16(512 * draws.uniform()))
            }
        }
        #expect(Features(of: stamps).values.allSatisfy { !$0.isInfinite })
        stamps.psf = Image(width: 3, height: 7, repeating: 1)
        #expect(Features(of: stamps).values.allSatisfy { $0.isNaN })
        stamps.difference = MaskedImage(image: Image(width: 1, height: 1, repeating: 0), variance: 1)
        #expect(Features(of: stamps).values.allSatisfy { $0.isNaN })
    }

    @Test func `stamps that cannot be cut are refused`() throws {
        let image = Image<Float>(width: 60, height: 60, repeating: 0)
        let psf = try AnalyticPSF(.gaussian, fwhm: 4)
        func cut(_ template: Image<Float>, _ x: Double, side: Int = 51) throws -> CandidateStamps {
            try CandidateStamps(
                science: image, template: template, difference: MaskedImage(image: image, variance: 1), psf: psf,
                x: x, y: 5, side: side)
        }
        #expect(try cut(image, 59.4).science.width == 51)
        #expect(throws: RealBogusError.self) { try cut(image, 60) }
        #expect(throws: RealBogusError.self) { try cut(image, .nan) }
        #expect(throws: RealBogusError.self) { try cut(image, 5, side: 50) }
        #expect(throws: RealBogusError.self) { try cut(Image(width: 60, height: 61, repeating: 0), 5) }
    }
}
