internal import Imaging

/// The kernels that match one warp to a target PSF, at the places of a grid.
struct MatchingKernels: Sendable {
    private let grid: PSFGrid
    private let kernels: [Image<Float>?]
    /// The largest of all places that the exposure covers.
    let mismatch: Double
    /// Mean over these of the sum of the kernel's squares: what becomes of the variance of white noise.
    let noise: Double
    /// The highest of all places of the PSF's peak by the target's.
    let loss: Double
    private let radius: Int

    init(_ psfs: [WarpedNode?], on grid: PSFGrid, target: TargetPSF, threads: Int) throws {
        let solver = try KernelSolver(target, side: grid.side)
        let solutions = mapped(psfs.count, threads: threads) { n in
            psfs[n].flatMap { psf in try? solver.kernel(for: psf.image) }
        }
        self.grid = grid
        radius = target.kernelRadius
        kernels = solutions.map { $0?.weights }
        let covered = zip(psfs, solutions).filter { $0.0?.isCovered ?? false }.compactMap(\.1)
        let all = covered.isEmpty ? solutions.compactMap { $0 } : covered
        guard !all.isEmpty, all.allSatisfy({ $0.mismatch.isFinite }) else {
            throw TemplatesError(.psf, "the exposure's PSF cannot be matched to the target")
        }
        mismatch = all.reduce(0) { max($0, $1.mismatch) }
        let squares = all.map { $0.weights.pixels.reduce(0.0) { $0 + Double($1) * Double($1) } }
        loss = zip(psfs, solutions).reduce(1) { max($0, $1.1 == nil ? 0 : solver.loss(of: $1.0?.image)) }
        noise = squares.reduce(0, +) / Double(all.count)
    }

    /// A kernel for each block of the patch, interpolated between the places.
    func blocks(of size: Int) throws -> [ConvolutionKernel] {
        let (columns, rows) = ((grid.width + size - 1) / size, (grid.height + size - 1) / size)
        let half = Double(size - 1) / 2
        return try (0..<columns * rows).map { n in
            try kernel(atX: Double(n % columns * size) + half, y: Double(n / columns * size) + half)
        }
    }

    /// The PSFs as the kernels leave them, of sum 1; nil where there is no kernel.
    func applied(to psfs: [WarpedNode?]) throws -> [WarpedNode?] {
        try zip(psfs, kernels).map { psf, kernel in
            guard let psf, let kernel else { return nil }
            var image = try psf.image.convolved(with: ConvolutionKernel(kernel), threads: 1)
            let sum = image.pixels.reduce(0.0) { $0 + Double($1) }
            guard sum > 0 else { return nil }
            image.multiply(by: Float(1 / sum))
            return (image, psf.isCovered)
        }
    }

    private func kernel(atX x: Double, y: Double) throws -> ConvolutionKernel {
        var sum = Image<Float>(width: 2 * radius + 1, height: 2 * radius + 1, repeating: 0)
        var total = Float(0)
        for (place, share) in grid.shares(atX: x, y: y) {
            guard let kernel = kernels[place], share > 0 else { continue }
            sum.add(kernel, times: Float(share))
            total += Float(share)
        }
        if total == 0 { sum[radius, radius] = 1 }
        return try ConvolutionKernel(total > 0 ? sum.map { $0 / total } : sum)
    }
}

/// A warped PSF at one place, and whether the exposure reaches there.
typealias WarpedNode = (image: Image<Float>, isCovered: Bool)
