import CKernels
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
        let planes = Room(basis.count * side * side)
        stamps.fill(planes.pixels, from: room.pixels)
        for n in 0..<basis.count {
            let weights = basis.weights((0..<basis.count).map { $0 == n ? 1 : 0 }).map { Float($0) }
            let expected = image.convolved(with: try ConvolutionKernel(side: basis.side, weights: weights))
            for (x, y) in [(0, 0), (3, 7), (10, 10), (5, 1)] {
                let value = planes.pixels[n * side * side + x * side + y]
                #expect(abs(value - expected[x + basis.radius, y + basis.radius]) < 2e-6)
            }
        }
    }

    /// By plain loops, of sizes that fill no vector.
    @Test func `planes are interleaved and turned, and weighted products summed`() {
        var draw = Draw(seed: 9)
        let (width, height, stride, count) = (11, 7, 16, 103)
        let planes = (0..<stride * width * height).map { _ in Float(draw.normal()) }
        var turned = [Float](repeating: 0, count: width * height)
        tocsin_transpose(planes, width, height, &turned)
        #expect(turned == (0..<width * height).map { planes[$0 % height * width + $0 / height] })
        let places = (0..<count).map { _ in Int32(draw.uniform() * Double(width * height)) }
        var rows = [Float](repeating: 0, count: count * stride)
        tocsin_interleave(planes, width * height, places, count, &rows, stride)
        #expect(rows == (0..<count * stride).map { planes[$0 % stride * width * height + Int(places[$0 / stride])] })
        let weights = (0..<count).map { Float($0 % 3) }
        var scratch = [Double](repeating: 0, count: tocsin_weighted_products_scratch(stride))
        var products = [Double](repeating: 7, count: stride * stride)
        tocsin_weighted_products(rows, stride, weights, count, &scratch, &products)
        for (i, j) in [(0, 0), (3, 12), (12, 3), (4, 5), (15, 15), (9, 8)] {
            let expected = (0..<count).reduce(0.0) {
                $0 + Double(weights[$1]) * Double(rows[$1 * stride + i]) * Double(rows[$1 * stride + j])
            }
            #expect(abs(products[i * stride + j] - expected) < 1e-10)
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
