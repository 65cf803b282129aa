internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Image<Float> {
    /// The image smoothed by a Gaussian of `sigma` pixels, cut at three of them.
    func smoothed(sigma: Double, threads: Int = 1) -> Image {
        let reach = Int((3 * sigma).rounded(.up))
        let values = (-reach...reach).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let sum = values.reduce(0, +)
        let weights = values.map { Float($0 / sum) }
        guard let kernel = try? SeparableKernel(x: weights, y: weights) else { return self }
        return convolved(with: kernel, threads: threads)
    }
}
