import Imaging
import Testing

@testable import Differencing

@Suite struct DifferenceTests {
    @Test func `the sum of the normal equations is that of every stamp's product with its terms`() throws {
        let synthetic = SyntheticPair(seed: 9)
        let (options, pair) = (SyntheticPair.options, try synthetic.pair())
        let positions = Array(synthetic.stars[..<12])
        let shape = StampShape(radius: options.stampRadius)
        let design = StampDesign(pair, positions, options.basis, shape, whitening: nil, power: 0.1, threads: 1)
        let normals = StampNormals(design, coefficients: nil, scales: NuisanceScales(), threads: 1)
        let unit = Matrix(options.basis.count, options.basis.count) { $0 == $1 ? 1 : 0 }
        let modes = try KernelModes(information: unit, noise: unit, least: 0.5)
        let terms = SpatialTerms(order: 2, width: 256, height: 256)
        let used = [0, 3, 4, 7, 11]
        let sums = ModeSums(normals, modes, terms, StampChoice(positions: positions, used: used), threads: 2)
        let places = used.map { terms.values(x: Double(positions[$0].x), y: Double(positions[$0].y)) }
        for (i, j) in [(0, 0), (2, 5), (3, 3), (1, 12)] {
            let (a, b) = (modes.functions.column(i), modes.functions.column(j))
            for (t, u) in [(0, 0), (1, 4), (5, 2)] {
                var expected = 0.0
                for (s, place) in zip(used, places) {
                    expected += place[t] * place[u] * Self.form(normals, s, a, b)
                }
                let found = sums.matrix[i * terms.count + t, j * terms.count + u]
                #expect(abs(found - expected) <= 1e-9 * abs(sums.matrix[i * terms.count, i * terms.count]))
            }
        }
    }

    private static func form(_ normals: StampNormals, _ s: Int, _ a: [Double], _ b: [Double]) -> Double {
        var result = 0.0
        for i in a.indices {
            for j in b.indices {
                result += a[i] * b[j] * normals.matrices[(s * normals.stride + i) * normals.stride + j]
            }
        }
        return result
    }

    @Test func `an image less itself leaves a small part of its noise`() throws {
        var synthetic = SyntheticPair(seed: 10, psfs: (SyntheticPair.sharp, SyntheticPair.sharp), skies: (25, 25))
        synthetic.science = synthetic.template
        let pair = try synthetic.pair()
        let difference = try Difference(pair, kernel: synthetic.fit().field)
        #expect(scatter(difference.image.pixels) < 0.5 * 5)
        for star in synthetic.stars { #expect(abs(difference.image[star.x, star.y]) < 25) }
    }

    @Test func `swapping the images changes the sign`() throws {
        let synthetic = SyntheticPair(seed: 11, scale: 1.5)
        var swapped = synthetic
        (swapped.science, swapped.template) = (synthetic.template, synthetic.science)
        swapped.convolved = .science
        let field = try synthetic.fit().field
        #expect(try swapped.fit().field == field)
        let one = try Difference(synthetic.pair(), kernel: field)
        let other = try Difference(swapped.pair(), kernel: field)
        let sums = one.kernelSums
        var furthest: Float = 0
        for y in 0..<256 {
            for x in 0..<256 {
                let turned = -other.image[x, y] / sums[x / one.block, y / one.block]
                furthest = max(furthest, abs(turned - one.image[x, y]))
            }
        }
        #expect(furthest < 1)
        #expect(abs(sums[3, 3] - 1.5) < 0.02)
    }

    @Test func `masked pixels stay masked and hold 0`() throws {
        var synthetic = SyntheticPair(seed: 12)
        synthetic.scienceMask[100, 60] = [.bad, .interpolated]
        synthetic.templateMask[150, 60] = .cosmicRay
        synthetic.templateMask[60, 160] = .saturated
        synthetic.templateMask[200, 200] = .detected
        let difference = try Difference(synthetic.pair(), kernel: synthetic.fit().field)
        #expect(difference.mask[100, 60] == [.bad, .interpolated])
        #expect(difference.mask[103, 60] == [])
        #expect(difference.mask[153, 60] == .cosmicRay && difference.mask[154, 60] == [])
        #expect(difference.mask[152, 62] == .cosmicRay && difference.mask[153, 62] == [])
        #expect(difference.mask[69, 160] == .saturated && difference.mask[70, 160] == [])
        #expect(difference.mask[200, 200] == .detected)
        #expect(difference.mask[2, 90] == .edge && difference.mask[3, 90] == [])
        for (x, y) in [(100, 60), (151, 60), (60, 165), (0, 0)] { #expect(difference.image[x, y] == 0) }
        #expect(difference.image[200, 200] != 0)
    }

    @Test func `discs are those of all pixels of a region`() {
        var source = Image<MaskPlanes>(width: 40, height: 30, repeating: [])
        for y in 8..<17 { for x in 30..<40 { source[x, y] = .saturated } }
        source[3, 0] = [.saturated, .bad]
        var drawn = Image<MaskPlanes>(width: 40, height: 30, repeating: .suspect)
        drawn.insertDiscs(of: source, planes: .saturated, radius: 4.5)
        for y in 0..<30 {
            for x in 0..<40 {
                var isNear = false
                for j in 0..<30 {
                    for i in 0..<40 where source[i, j].contains(.saturated) {
                        isNear = isNear || Double((x - i) * (x - i) + (y - j) * (y - j)) <= 4.5 * 4.5
                    }
                }
                #expect(drawn[x, y] == (isNear ? [.suspect, .saturated] : .suspect))
            }
        }
    }

    @Test func `a background that varies slowly is followed by cells`() throws {
        var draw = Draw(seed: 13)
        let level = { (x: Int, y: Int) in Float(x) * 0.02 - Float(y) * 0.01 }
        var image = Image<Float>(width: 200, height: 160, repeating: 0)
        for y in 0..<160 { for x in 0..<200 { image[x, y] = level(x, y) + Float(draw.normal()) } }
        image[50, 50] = 1e6
        let map = CellMap(image, cell: 40, threads: 2) { $0 != 3 }
        for y in [25, 80, 130] {
            let row = map.row(y, map.places(width: 200))
            for x in [25, 100, 170] { #expect(abs(row[x] - level(x, y)) < 0.15) }
        }
    }

    @Test func `a kernel for another image or without light is refused`() throws {
        let synthetic = SyntheticPair(seed: 14)
        let terms = SpatialTerms(order: 1, width: 100, height: 256)
        let basis = SyntheticPair.options.basis
        let field = KernelField(basis: basis, terms: terms, coefficients: Matrix(basis.count, 3))
        #expect(throws: DifferencingError.self) { try Difference(synthetic.pair(), kernel: field) }
        let right = SpatialTerms(order: 0, width: 256, height: 256)
        let dark = KernelField(basis: basis, terms: right, coefficients: Matrix(basis.count, 1))
        #expect(throws: DifferencingError.self) { try Difference(synthetic.pair(), kernel: dark) }
    }
}
