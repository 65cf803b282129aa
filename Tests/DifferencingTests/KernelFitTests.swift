import Detection
import Imaging
import Testing

@testable import Differencing

@Suite struct KernelFitTests {
    @Test func `a kernel that made one image of the other is found again`() throws {
        let truth = try ConvolutionKernel(side: 19, weights: Self.known(SyntheticPair.options.basis))
        var synthetic = SyntheticPair(seed: 1, skies: (4, 0.01))
        var draw = Draw(seed: 2)
        synthetic.science = synthetic.template.convolved(with: truth)
        synthetic.science.addNoise(sky: 4, &draw)
        let fit = try synthetic.fit()
        for (x, y) in [(128.0, 128.0), (40, 40), (210, 60)] {
            let found = try fit.field.kernel(atX: x, y: y)
            #expect(distance(found, truth) < 0.03)
            #expect(abs(fit.field.sum(atX: x, y: y) / truth.sum - 1) < 0.005)
        }
        #expect(fit.isUsed.filter { $0 }.count > 55)
    }

    @Test func `a flux scale that varies over the image is followed`() throws {
        var synthetic = SyntheticPair(seed: 3, skies: (20, 1))
        for y in 0..<SyntheticPair.side {
            for x in 0..<SyntheticPair.side { synthetic.science[x, y] *= 1 + Float(x) / 1000 }
        }
        let field = try synthetic.fit().field
        let ratio = field.sum(atX: 220, y: 128) / field.sum(atX: 30, y: 128)
        #expect(abs(ratio - 1.22 / 1.03) < 0.01)
    }

    /// Against what noise does to the normal equations of the same stars: in the mean of it and its opposite, which has none
    /// of the products with the stars' light.
    @Test func `what noise of the convolved image adds to the normal equations is known`() throws {
        let clean = SyntheticPair(seed: 60, skies: (1e-6, 1e-6))
        let quiet = try Self.normals(clean)
        let functions = SyntheticPair.options.basis.count
        var (added, told) = ([Double](repeating: 0, count: functions), [Double](repeating: 0, count: functions))
        for seed in UInt64(0)..<8 {
            for sign in [Float(1), -1] {
                var noisy = clean
                var draw = Draw(seed: 700 + seed)
                noisy.template = Image(width: SyntheticPair.side, height: SyntheticPair.side, repeating: 0)
                noisy.template.addNoise(sky: 900, &draw)
                noisy.template = clean.template.adding(noisy.template, times: sign)
                let found = try Self.normals(noisy)
                for k in 0..<functions {
                    added[k] += found.diagonal[k] - quiet.diagonal[k]
                    told[k] += found.noise[k]
                }
            }
        }
        let ratios = zip(told, added).map { $0 / $1 }
        #expect(ratios.allSatisfy { abs($0 - 1) < 0.35 }, "\(ratios)")
        let all = told.reduce(0, +) / added.reduce(0, +)
        #expect(abs(all - 1) < 0.04, "\(all)")
    }

    /// The diagonal of the normal equations of a mean stamp, and what noise is said to add to it; weights are the same for all.
    private static func normals(_ synthetic: SyntheticPair) throws -> (diagonal: [Double], noise: [Double]) {
        let (options, empty) = (SyntheticPair.options, synthetic.scienceMask)
        let pair = try ImagePair(
            science: MatchingImage(
                image: synthetic.science, mask: empty, variance: VarianceModel(sky: 100, gain: 0)),
            template: MatchingImage(
                image: synthetic.template, mask: empty, variance: VarianceModel(sky: 900, gain: 0)),
            convolving: .template)
        let shape = StampShape(radius: options.stampRadius)
        let design = StampDesign(
            pair, synthetic.stars, options.basis, shape, whitening: nil, power: 0.06, threads: 2)
        let normals = StampNormals(design, coefficients: nil, scales: NuisanceScales(), threads: 2)
        let (count, stride, stars) = (options.basis.count, normals.stride, synthetic.stars.count)
        let diagonal = (0..<count).map { k in
            (0..<stars).reduce(0) { $0 + normals.matrices[($1 * stride + k) * stride + k] } / Double(stars)
        }
        let stamps = NoiseStamps(pair, design, options.basis, whitening: nil, threads: 2)
        let noise = try #require(stamps.mean(design, Array(0..<stars), nil, NuisanceScales(), threads: 2))
        return (diagonal, (0..<count).map { noise[$0 * stride + $0] })
    }

    @Test func `the shift of stars against each other is measured`() throws {
        let plain = try SyntheticPair(seed: 4, skies: (1, 0.1)).fit()
        #expect(plain.shift < 0.03)
        #expect(plain.medianChiSquare < 3)
        let moved = try SyntheticPair(seed: 4, skies: (1, 0.1), jitter: 0.1).fit()
        #expect(abs(moved.shift - 0.1) < 0.03)
        let widths = plain.uncertainty.widths(atX: 128, y: 128)
        #expect(widths.x > 0 && widths.x < 0.05 && widths.flux > 0 && widths.flux < 0.02)
    }

    @Test func `a star that is not the same in both images is dropped`() throws {
        var synthetic = SyntheticPair(seed: 5)
        let star = synthetic.stars[20]
        SyntheticPair.wide.add(to: &synthetic.science, Double(star.x) + 4, Double(star.y) + 3, 2e4)
        let fit = try synthetic.fit()
        #expect(!fit.isUsed[20])
        #expect(fit.isUsed.filter { $0 }.count > 55)
    }

    @Test func `stamps beyond the most that are wanted are left out`() throws {
        let synthetic = SyntheticPair(seed: 8)
        var options = SyntheticPair.options
        options.mostStamps = 40
        let fit = try KernelFit(synthetic.pair(), stamps: synthetic.stars, options: options)
        #expect(fit.isUsed.count == 64)
        #expect(!fit.isUsed[40...].contains(true))
        for value in fit.reducedChiSquare[40...] { #expect(value.isNaN) }
    }

    @Test func `one and two threads find the same kernel`() throws {
        let synthetic = SyntheticPair(seed: 6)
        let (one, two) = (try synthetic.fit(threads: 1), try synthetic.fit(threads: 2))
        #expect(one.field == two.field)
        #expect(one.uncertainty == two.uncertainty)
    }

    @Test func `what cannot be fitted is refused`() throws {
        let synthetic = SyntheticPair(seed: 7)
        let pair = try synthetic.pair()
        #expect(throws: DifferencingError.self) { try KernelFit(pair, stamps: Array(synthetic.stars[..<9])) }
        #expect(throws: DifferencingError.self) { try KernelFit(pair, stamps: [StampPosition(x: -1, y: 3)]) }
        #expect(throws: DifferencingError.self) { try KernelFit(pair, stamps: []) }
        var masked = synthetic
        masked.scienceMask = Image(width: SyntheticPair.side, height: SyntheticPair.side, repeating: .bad)
        #expect(throws: DifferencingError.self) { try masked.fit() }
        var broken = synthetic
        broken.template[3, 3] = .nan
        #expect(throws: DifferencingError.self) { try broken.pair() }
        let flat = Image<Float>(width: 256, height: 256, repeating: 0)
        let empty = try MatchingImage(
            image: flat, mask: synthetic.scienceMask, variance: VarianceModel(sky: 1, gain: 0))
        #expect(throws: DifferencingError.self) {
            try KernelFit(
                ImagePair(science: empty, template: empty, convolving: .template), stamps: synthetic.stars,
                options: SyntheticPair.options)
        }
    }

    private static func known(_ basis: KernelBasis) -> [Float] {
        var coefficients = [Double](repeating: 0, count: basis.count)
        (coefficients[0], coefficients[2], coefficients[6], coefficients[7]) = (0.5, 0.06, 0.35, -0.05)
        return basis.weights(coefficients).map { Float($0) }
    }

    /// Norm of the difference by that of the second.
    private func distance(_ a: ConvolutionKernel, _ b: ConvolutionKernel) -> Double {
        let squares = zip(a.weights.pixels, b.weights.pixels).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return Double(squares / b.squared.weights.pixels.reduce(0, +)).squareRoot()
    }
}

extension Image<Float> {
    fileprivate func adding(_ other: Image<Float>, times factor: Float) -> Image<Float> {
        var result = self
        for y in 0..<height {
            for x in 0..<width { result[x, y] += factor * other[x, y] }
        }
        return result
    }
}
