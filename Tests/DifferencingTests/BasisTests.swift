import Imaging
import Testing

@testable import Differencing

@Suite struct BasisTests {
    @Test func `the standard basis has 37 functions of norm 1 on 27 x 27 pixels`() {
        let basis = KernelBasis.standard
        #expect(basis.count == 37)
        #expect(basis.side == 27)
        for n in 0..<basis.count {
            let weights = basis.weights((0..<basis.count).map { $0 == n ? 1 : 0 })
            #expect(abs(weights.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
        }
    }

    @Test func `stamps of a basis are convolutions with its functions`() throws {
        let basis = SyntheticPair.options.basis
        var draw = Draw(seed: 8)
        let side = 11
        let wide = side + 2 * basis.radius
        let image = try Image(width: wide, height: wide, pixels: (0..<wide * wide).map { _ in Float(draw.normal()) })
        let stamps = BasisStamps(basis, side: side)
        let room = Room(wide * wide + Room.slack)
        image.cut(aroundX: wide / 2, y: wide / 2, radius: wide / 2, into: room.pixels)
        stamps.forEach(room.pixels) { n, plane in
            let weights = basis.weights((0..<basis.count).map { $0 == n ? 1 : 0 }).map { Float($0) }
            guard let kernel = try? ConvolutionKernel(side: basis.side, weights: weights) else { return }
            let expected = image.convolved(with: kernel)
            for (x, y) in [(0, 0), (3, 7), (10, 10), (5, 1)] {
                #expect(abs(plane[x * side + y] - expected[x + basis.radius, y + basis.radius]) < 1e-4)
            }
        }
    }

    @Test func `products of spatial terms are sums of terms of twice the order`() {
        let terms = SpatialTerms(order: 4, width: 100, height: 80)
        let double = SpatialTerms(order: 8, width: 100, height: 80)
        let (values, sums) = (terms.values(x: 17, y: 71), double.values(x: 17, y: 71))
        for a in 0..<terms.count {
            for b in 0..<terms.count {
                let product = terms.product(a, b).reduce(0) { $0 + sums[$1] } / 4
                #expect(abs(product - values[a] * values[b]) < 1e-12)
            }
        }
    }

    @Test func `a basis out of range is refused`() {
        #expect(throws: DifferencingError.self) { try KernelBasis(components: [], radius: 5) }
        #expect(throws: DifferencingError.self) {
            try KernelBasis(components: [.init(sigma: .nan, degree: 2)], radius: 5)
        }
        #expect(throws: DifferencingError.self) {
            try KernelBasis(components: [.init(sigma: 1, degree: 8), .init(sigma: 2, degree: 8)], radius: 5)
        }
    }

    @Test func `kernels of blocks are those at their centres`() throws {
        var draw = Draw(seed: 21)
        let basis = KernelBasis.standard
        let terms = SpatialTerms(order: 2, width: 100, height: 70)
        let field = KernelField(
            basis: basis, terms: terms, coefficients: Matrix(basis.count, terms.count) { _, _ in draw.normal() })
        let kernels = try field.kernels(forBlocks: 32)
        #expect(kernels.count == 4 * 3)
        let expected = try field.kernel(atX: 2 * 32 + 15.5, y: 32 + 15.5)
        for (a, b) in zip(kernels[4 + 2].weights.pixels, expected.weights.pixels) { #expect(abs(a - b) < 1e-4) }
        #expect(abs(try field.sums(forBlocks: 32)[2, 1] - Float(expected.sum)) < 1e-2)
        #expect(throws: DifferencingError.self) { try field.kernels(forBlocks: 0) }
    }

    @Test func `a kernel moves light by its centroid`() throws {
        var draw = Draw(seed: 22)
        let (basis, terms) = (KernelBasis.standard, SpatialTerms(order: 1, width: 60, height: 60))
        let field = KernelField(
            basis: basis, terms: terms,
            coefficients: Matrix(basis.count, terms.count) { row, _ in row == 0 ? 1 : 0.02 * draw.normal() })
        var spot = Image<Float>(width: 61, height: 61, repeating: 0)
        spot[30, 30] = 1
        let moved = spot.convolved(with: try field.kernel(atX: 40, y: 20), threads: 1)
        var (sum, x, y) = (0.0, 0.0, 0.0)
        for row in 0..<61 {
            for column in 0..<61 {
                let light = Double(moved[column, row])
                (sum, x, y) = (sum + light, x + light * Double(column - 30), y + light * Double(row - 30))
            }
        }
        let shift = field.shift(atX: 40, y: 20)
        #expect(abs(shift.x - x / sum) < 1e-4 && abs(shift.y - y / sum) < 1e-4)
        #expect(max(abs(shift.x), abs(shift.y)) > 0.01)
    }
}
