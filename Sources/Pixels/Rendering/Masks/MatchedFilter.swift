/// The signal to noise of a point source at each pixel of an image: the image seen through a Gaussian as wide as the point
/// spread function, by the noise of that.
struct MatchedFilter {
    private let kernel: [Float]
    /// What a pixel's noise becomes.
    private let noiseFactor: Float

    init(_ psf: PointSpread) {
        let sigma = psf.drawn.fwhm / 2.354_820_045
        let reach = Int((4 * sigma).rounded(.up))
        let weights = (-reach...reach).map { exponential(-Double($0 * $0) / (2 * sigma * sigma)) }
        let sum = weights.reduce(0, +)
        kernel = weights.map { Float($0 / sum) }
        noiseFactor = kernel.reduce(0) { $0 + $1 * $1 }
    }

    /// By the noise of a pixel; light beyond the image counts as none. Complexity: O(pixels x width).
    func significance(_ pixels: [Float], width: Int, noise: Float) -> [Float] {
        let smooth = transposed(
            smoothed(transposed(smoothed(pixels, width), width), pixels.count / width), pixels.count / width)
        let scale = noise > 0 ? 1 / (noise * noiseFactor) : 0
        return smooth.map { $0 * scale }
    }

    /// Along rows.
    private func smoothed(_ pixels: [Float], _ width: Int) -> [Float] {
        let reach = kernel.count / 2
        return pixels.indices.map { index in
            let column = index % width
            let (low, high) = (max(-reach, -column), min(reach, width - 1 - column))
            guard low <= high else { return 0 }
            return (low...high).reduce(Float(0)) { $0 + kernel[$1 + reach] * pixels[index + $1] }
        }
    }

    private func transposed(_ pixels: [Float], _ width: Int) -> [Float] {
        let height = pixels.count / width
        return pixels.indices.map { pixels[$0 % height * width + $0 / height] }
    }
}
