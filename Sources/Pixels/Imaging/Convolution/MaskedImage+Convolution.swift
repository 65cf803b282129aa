extension MaskedImage {
    /// The image convolved with `kernel`, the variance with its square, and every plane spread as far as the kernel reaches.
    ///
    /// Values that are not finite count as 0 and spread `noData`. Pixels nearer to an edge than the kernel's radius lack
    /// light and get `edge`. The variance is that of each pixel by itself: neighbours are correlated afterwards.
    ///
    /// - Parameters:
    ///   - planes: those that spread; the others stay where they are.
    ///   - threads: at most so many; the result is the same for any number.
    public func convolved(
        with kernel: ConvolutionKernel, spreading planes: MaskPlanes = .all, threads: Int = .max
    ) -> MaskedImage {
        let source = withoutInvalidValues()
        return MaskedImage(
            unchecked: source.image.convolved(with: kernel, threads: threads),
            source.variance.convolved(with: kernel.squared, threads: threads),
            source.spread(planes, kernel.radiusX, kernel.radiusY))
    }

    /// The same with a separable kernel.
    public func convolved(
        with kernel: SeparableKernel, spreading planes: MaskPlanes = .all, threads: Int = .max
    ) -> MaskedImage {
        let source = withoutInvalidValues()
        return MaskedImage(
            unchecked: source.image.convolved(with: kernel, threads: threads),
            source.variance.convolved(with: kernel.squared, threads: threads),
            source.spread(planes, kernel.radiusX, kernel.radiusY))
    }

    /// The same with a kernel for each block; planes spread as far as the widest kernel reaches.
    ///
    /// Throws `ImagingError` when the number of kernels is not that of the blocks.
    public func convolved(
        withBlocks kernels: [ConvolutionKernel], of block: Int, spreading planes: MaskPlanes = .all, threads: Int = .max
    ) throws -> MaskedImage {
        let source = withoutInvalidValues()
        let image = try source.image.convolved(withBlocks: kernels, of: block, threads: threads)
        let variance = try source.variance.convolved(
            withBlocks: kernels.map(\.squared), of: block, threads: threads)
        let radius = kernels.reduce(into: (x: 0, y: 0)) { $0 = (max($0.x, $1.radiusX), max($0.y, $1.radiusY)) }
        return MaskedImage(unchecked: image, variance, source.spread(planes, radius.x, radius.y))
    }

    private func spread(_ planes: MaskPlanes, _ radiusX: Int, _ radiusY: Int) -> Image<MaskPlanes> {
        var result = mask.grown(byX: radiusX, y: radiusY, planes: planes)
        result.markEdges(.edge, marginX: radiusX, marginY: radiusY)
        return result
    }
}
