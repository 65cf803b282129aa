internal import Detection
public import Imaging

extension Difference {
    /// Pixels on each side of the middle to which squared kernels are cut; the rest of a percent stays in their sum.
    private static let squaredRadius = 6

    /// The variance that the difference of a pair has before its noise is made white, each pixel by itself: that of the
    /// image that stays and that of the other one convolved with the squares of the kernels, in the template's unit.
    ///
    /// Kernels are the same in blocks of `block` pixels. Complexity: O(pixels).
    public static func variance(
        of pair: ImagePair, kernel: KernelField, block: Int = 128, threads: Int = .max
    ) throws -> Image<Float> {
        let kernels = try kernel.kernels(forBlocks: block, threads: threads)
        let sky = Float(pair.sharper.variance.sky)
        let (gain, own) = (Float(pair.sharper.variance.gain), pair.reference.variance)
        var light = pair.sharper.image
        light.withUnsafeMutablePixels { for n in $0.indices { $0[n] = gain * max(0, $0[n]) } }
        var result = try light.convolved(withBlocks: kernels.map(cutSquare), of: block, threads: threads)
        let sums = kernels.map { Float($0.squared.sum) }
        let units = kernels.map { kernel in
            let unit = pair.model.unit(kernel.sum)
            return Float(1 / (unit * unit))
        }
        let (width, columns) = (result.width, (result.width + block - 1) / block)
        result.withUnsafeMutablePixels { result in
            pair.reference.image.withUnsafePixels { reference in
                for y in 0..<pair.height {
                    for x in 0..<width {
                        let n = y * width + x
                        let place = y / block * columns + x / block
                        let other = max(0, result[n]) + sky * sums[place]
                        result[n] = units[place] * (other + own.variance(of: reference[n]))
                    }
                }
            }
        }
        return result
    }

    /// The squares of the middle of a kernel, with the sum of the squares of all.
    private static func cutSquare(_ kernel: ConvolutionKernel) throws -> ConvolutionKernel {
        let squared = kernel.squared
        let radius = min(squaredRadius, kernel.radiusX)
        let middle = squared.weights.cropped(to: PixelBox(aroundX: kernel.radiusX, y: kernel.radiusY, radius: radius))
        let sum = middle.pixels.reduce(0, +)
        let scale = sum > 0 ? Float(squared.sum) / sum : 1
        return try ConvolutionKernel(middle.map { $0 * scale })
    }
}
