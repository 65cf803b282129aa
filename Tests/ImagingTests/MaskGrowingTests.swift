import Testing

@testable import Imaging

@Suite struct MaskGrowingTests {
    private func sparse(_ width: Int, _ height: Int, seed: UInt64) -> Image<MaskPlanes> {
        var noise = Noise(seed: seed)
        var mask = Image<MaskPlanes>(width: width, height: height, repeating: [])
        for _ in 0..<6 {
            let (x, y) = (Int(noise.uniform() * Double(width)), Int(noise.uniform() * Double(height)))
            mask[x, y].insert(MaskPlanes(rawValue: 1 << UInt16(noise.uniform() * 9)))
        }
        return mask
    }

    @Test(arguments: [(0, 0), (1, 0), (0, 2), (1, 1), (3, 2), (10, 10), (40, 3)])
    func `a grown plane is where one of the neighbours had it`(rx: Int, ry: Int) {
        for seed in 0..<2 {
            let mask = sparse(33, 21, seed: UInt64(seed))
            let grown = mask.grown(byX: rx, y: ry)
            var wrong = 0
            for y in 0..<21 {
                for x in 0..<33 {
                    let window = PixelBox(x: x - rx, y: y - ry, width: 2 * rx + 1, height: 2 * ry + 1)
                    let wanted = mask.cropped(to: window).pixels.reduce(into: MaskPlanes()) { $0.formUnion($1) }
                    wrong += grown[x, y] == wanted ? 0 : 1
                }
            }
            #expect(wrong == 0)
        }
    }

    @Test func `planes that are not asked for stay where they are`() {
        var mask = Image<MaskPlanes>(width: 9, height: 1, repeating: [])
        mask[4, 0] = [.saturated, .detected]
        let grown = mask.grown(byX: 1, y: 1, planes: .saturated)
        #expect(grown.pixels.map(\.rawValue) == [0, 0, 0, 2, 34, 2, 0, 0, 0])
    }

    @Test(arguments: [(0, 0), (1, 2), (4, 0), (5, 5), (20, 1)])
    func `edges are marked as wide as the margin`(marginX: Int, marginY: Int) {
        var mask = Image<MaskPlanes>(width: 10, height: 7, repeating: .bad)
        mask.markEdges(.edge, marginX: marginX, marginY: marginY)
        for y in 0..<7 {
            for x in 0..<10 {
                let isEdge = x < marginX || x >= 10 - marginX || y < marginY || y >= 7 - marginY
                #expect(mask[x, y] == (isEdge ? [.bad, .edge] : .bad))
            }
        }
    }
}

@Suite struct MaskedConvolutionTests {
    private func masked() throws -> MaskedImage {
        var noise = Noise(seed: 12)
        let image = try Image(width: 40, height: 30, pixels: noise.image(40, 30))
        let variance = try Image(width: 40, height: 30, pixels: noise.image(40, 30).map { 1 + $0 * $0 })
        return try MaskedImage(
            image: image, variance: variance, mask: Image(width: 40, height: 30, repeating: []))
    }

    @Test func `variances follow the squares of the weights`() throws {
        let kernel = try ConvolutionKernel(side: 3, weights: [0, 0.1, 0, 0.2, 0.5, -0.1, 0, 0, 0.3])
        let source = try masked()
        let result = source.convolved(with: kernel)
        #expect(result.image == source.image.convolved(with: kernel))
        var wanted: Float = 0
        for v in 0..<3 {
            for u in 0..<3 { wanted += kernel.weights[u, v] * kernel.weights[u, v] * source.variance[11 - u, 9 - v] }
        }
        #expect(abs(result.variance[10, 8] - wanted) < 1e-5)
    }

    @Test func `bad values spread their plane and nothing else`() throws {
        var source = try masked()
        source.image[20, 10] = .nan
        source.variance[30, 20] = -.infinity
        source.mask[5, 15] = .cosmicRay
        let kernel = try SeparableKernel(x: [0.25, 0.5, 0.25], y: [0.1, 0.2, 0.4, 0.2, 0.1])
        for result in [source.convolved(with: kernel), source.convolved(with: try kernel.dense)] {
            #expect(result.image.pixels.allSatisfy { $0.isFinite })
            #expect(result.variance.pixels.allSatisfy { $0 > 0 && $0.isFinite })
            for y in 0..<30 {
                for x in 0..<40 {
                    let isNear = { (a: Int, b: Int) in abs(x - a) <= 1 && abs(y - b) <= 2 }
                    var wanted: MaskPlanes = isNear(5, 15) ? .cosmicRay : []
                    if isNear(20, 10) || isNear(30, 20) { wanted.insert(.noData) }
                    if x < 1 || x > 38 || y < 2 || y > 27 { wanted.insert(.edge) }
                    #expect(result.mask[x, y] == wanted)
                }
            }
        }
    }

    @Test func `one kernel in all blocks is one kernel`() throws {
        let kernel = try ConvolutionKernel(side: 5, weights: (0..<25).map { Float($0) / 100 })
        let source = try masked()
        let blocks = try source.convolved(withBlocks: Array(repeating: kernel, count: 12), of: 10)
        let whole = source.convolved(with: kernel)
        #expect(blocks.image.distance(to: whole.image) == 0)
        #expect(blocks.variance.distance(to: whole.variance) == 0)
        #expect(blocks.mask == whole.mask)
    }

    @Test func `an image of nothing but bad values stays unusable`() throws {
        let nothing = MaskedImage(image: Image(width: 20, height: 20, repeating: .nan), variance: .nan)
        let result = nothing.convolved(with: try ConvolutionKernel(side: 3, weights: Array(repeating: 1, count: 9)))
        #expect(result.usableValues().isEmpty)
        #expect(result.image.pixels.allSatisfy { $0 == 0 })
    }
}
