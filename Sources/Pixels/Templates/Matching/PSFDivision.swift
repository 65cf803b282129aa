internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Kernels that turn one PSF into another, by division of Fourier transforms.
struct PSFDivision: Sendable {
    let plan: FourierPlan
    /// Pixels that a kernel has on each side of its centre.
    let radius: Int

    /// - Parameter side: of the PSFs, in pixels.
    init(side: Int, radius: Int) throws {
        guard let length = FourierPlan.fittingLength(side + 2 * radius + 1) else {
            throw TemplatesError(.parameter, "PSFs of \(side) pixels")
        }
        (plan, self.radius) = (try FourierPlan(width: length, height: length), radius)
    }

    /// Of an image whose middle pixel counts as (0, 0).
    func spectrum(of image: Image<Float>) -> Spectrum { plan.spectrum(of: wrapped(image)) }

    /// (N conj(D) + e G) / (|D|^2 + e) with e = `floor` |D(0)|^2, cut at the radius: N / D where the divisor has power, and
    /// `prior` G, or nothing, where it has none.
    func kernel(_ numerator: Spectrum, by divisor: Spectrum, floor: Float, prior: Spectrum? = nil) throws -> Image<
        Float
    > {
        let powers = divisor.powers()
        let least = floor * (powers.first ?? 1)
        var ratio = numerator
        try ratio.multiply(by: divisor, conjugated: true)
        if let prior { try ratio.add(prior, times: least) }
        ratio.scale { column, row in 1 / (powers[row * divisor.stride + column] + least) }
        return cut(try plan.image(of: ratio))
    }

    /// The spectrum of a Gaussian of sum 1 and of a variance in pixels squared.
    func gaussian(variance: Double) -> Spectrum {
        var result = Spectrum(width: plan.width, height: plan.height)
        for n in result.real.indices { result.real[n] = 1 }
        result.scale { [result] column, row in
            let (u, v) = (result.frequency(column: column), result.frequency(row: row))
            return Float(exp(-2 * .pi * .pi * variance * (u * u + v * v)))
        }
        return result
    }

    /// The pixels with their middle one moved to (0, 0), what lies before it at the far ends.
    func wrapped(_ image: Image<Float>) -> Image<Float> {
        let length = plan.width
        var result = Image<Float>(width: length, height: length, repeating: 0)
        for y in 0..<image.height {
            let row = (y - image.height / 2 + length) % length
            for x in 0..<image.width { result[(x - image.width / 2 + length) % length, row] += image[x, y] }
        }
        return result
    }

    /// The pixels around (0, 0) of a wrapped image.
    private func cut(_ image: Image<Float>) -> Image<Float> {
        var result = Image<Float>(width: 2 * radius + 1, height: 2 * radius + 1, repeating: 0)
        for y in -radius...radius {
            for x in -radius...radius {
                result[x + radius, y + radius] =
                    image[(x + image.width) % image.width, (y + image.height) % image.height]
            }
        }
        return result
    }
}
