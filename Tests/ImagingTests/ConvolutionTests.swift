import Testing

@testable import Imaging

@Suite struct ConvolutionTests {
    private func kernel(_ width: Int, _ height: Int, seed: UInt64) throws -> ConvolutionKernel {
        var noise = Noise(seed: seed)
        return try ConvolutionKernel(Image(width: width, height: height, pixels: noise.image(width, height)))
    }

    private func image(_ width: Int, _ height: Int) throws -> Image<Float> {
        var noise = Noise(seed: UInt64(width * 1000 + height))
        return try Image(width: width, height: height, pixels: noise.image(width, height))
    }

    static let sizes = [(1, 1), (3, 3), (5, 3), (3, 5), (1, 9), (9, 1), (7, 7), (21, 21)]

    @Test(arguments: sizes) func `the fast convolution equals the plain sum`(width: Int, height: Int) throws {
        for (w, h) in [(1, 1), (5, 3), (17, 16), (41, 22), (130, 9)] {
            let (image, kernel) = (try image(w, h), try kernel(width, height, seed: 3))
            let fast = image.convolved(with: kernel)
            #expect(fast.distance(to: image.referenceConvolved(with: kernel)) < 1e-4)
            #expect(fast == image.convolved(with: kernel, threads: 1))
        }
    }

    @Test func `a point becomes the kernel`() throws {
        var image = Image<Float>(width: 40, height: 30, repeating: 0)
        image[20, 12] = 1
        let kernel = try kernel(5, 7, seed: 8)
        let result = image.convolved(with: kernel)
        #expect(result.cropped(to: PixelBox(x: 18, y: 9, width: 5, height: 7)) == kernel.weights)
        #expect(result.pixels.filter { $0 != 0 }.count == 35)
    }

    @Test func `tiles leave no seam, on one thread and two`() throws {
        let (image, kernel) = (try image(300, 150), try kernel(9, 9, seed: 4))
        let whole = image.convolved(with: kernel, threads: 1)
        #expect(whole == image.convolved(with: kernel, threads: 2))
        let part = PixelBox(x: 230, y: 40, width: 60, height: 50)
        let alone = image.cropped(to: part.grown(by: 4)).convolved(with: kernel)
        #expect(alone.cropped(to: PixelBox(x: 4, y: 4, width: 60, height: 50)) == whole.cropped(to: part))
    }

    @Test func `a separable kernel gives what its plane gives`() throws {
        var noise = Noise(seed: 2)
        for (columns, rows) in [(1, 1), (3, 7), (21, 21), (1, 5), (11, 1)] {
            let separable = try SeparableKernel(x: noise.values(columns), y: noise.values(rows))
            for (w, h) in [(3, 2), (64, 64), (530, 70)] {
                let image = try image(w, h)
                let result = image.convolved(with: separable)
                let dense = try separable.dense
                #expect(result.distance(to: image.convolved(with: dense)) < 1e-4)
                #expect(result == image.convolved(with: separable, threads: 1))
            }
        }
    }

    @Test func `every block is convolved with its own kernel`() throws {
        let image = try image(70, 50)
        let kernels = try (0..<12).map { try kernel($0 % 2 == 0 ? 5 : 7, 3, seed: UInt64($0)) }
        let result = try image.convolved(withBlocks: kernels, of: 20)
        for (n, kernel) in kernels.enumerated() {
            let box = PixelBox(x: n % 4 * 20, y: n / 4 * 20, width: 20, height: 20)
            let alone = image.convolved(with: kernel).cropped(to: box)
            #expect(alone == result.cropped(to: box))
        }
        #expect(result == (try image.convolved(withBlocks: kernels, of: 20, threads: 1)))
        #expect(throws: ImagingError.self) { try image.convolved(withBlocks: kernels, of: 25) }
        #expect(throws: ImagingError.self) { try image.convolved(withBlocks: kernels, of: 0) }
    }

    @Test func `a pixel that is not a number spoils those that the kernel reaches and no other`() throws {
        for side in [3, 5] {
            var image = try image(40, 20)
            image[11, 9] = .nan
            let result = image.convolved(with: try kernel(side, side, seed: 1))
            let box = PixelBox(aroundX: 11, y: 9, radius: side / 2)
            for y in 0..<20 {
                for x in 0..<40 { #expect(result[x, y].isNaN == box.contains(x: x, y: y)) }
            }
        }
    }

    @Test func `kernels without a centre or with a weight that is no number are refused`() {
        #expect(throws: ImagingError.self) { try ConvolutionKernel(side: 4, weights: Array(repeating: 1, count: 16)) }
        #expect(throws: ImagingError.self) { try ConvolutionKernel(side: 0, weights: []) }
        #expect(throws: ImagingError.self) { try ConvolutionKernel(side: 1, weights: [.nan]) }
        #expect(throws: ImagingError.self) { try SeparableKernel(x: [1, 2], y: [1]) }
        #expect(throws: ImagingError.self) { try SeparableKernel(x: [1], y: [.infinity]) }
    }

    @Test func `an image without pixels stays one`() throws {
        let empty = Image<Float>(width: 0, height: 5, repeating: 0)
        #expect(empty.convolved(with: try kernel(3, 3, seed: 1)) == empty)
    }
}
