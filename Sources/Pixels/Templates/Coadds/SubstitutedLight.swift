internal import Imaging

/// Puts into rejected pixels what the rejected exposures should have shown, so that the template's PSF is the same there.
///
/// An exposure P_k that is missing in a pixel leaves the mean of the others, whose PSF is another one: a star that a trail
/// crosses would change its shape there, and its flux by a per cent. With C the template, P its PSF and d_k the kernel that
/// turns P into P_k - P, the mean with all exposures is
///     C = mean of the others + sum over k rejected of w_k (d_k * C) / (weight of the others),
/// which is solved by iteration. The d_k have the sum 0: a flat sky is left as it is.
struct SubstitutedLight {
    /// Side in pixels of the blocks in which a kernel is the same.
    private static let block = 64
    private static let radius = 12
    private static let iterations = 2
    /// Power of the template's PSF from which on frequencies are left as the others have them.
    private static let floor: Float = 1e-4
    /// S/N of a pixel of the template from which on it has light whose shape matters.
    private static let brightness: Float = 5
    /// Pixels about such light that are substituted.
    private static let reach = 8
    /// Pixels that must be there on all sides.
    private static let room = 6

    private let coadd: Coadd
    private let planes: TemplatePlanes
    private let rejected: Image<UInt8>
    private let threads: Int
    /// Of each input at each place of the grid; none of inputs without a rejected pixel.
    private let kernels: [[Image<Float>?]]
    /// Where shapes matter and are known.
    private let isPlace: Image<MaskPlanes>

    init(_ coadd: Coadd, _ planes: TemplatePlanes, rejected: Image<UInt8>, threads: Int) throws {
        (self.coadd, self.planes, self.rejected, self.threads) = (coadd, planes, rejected, threads)
        isPlace = Self.places(planes.image)
        kernels = try Self.kernels(coadd, of: Self.inputs(coadd, rejected), threads: threads)
    }

    /// The template's values. Complexity: O(rejected pixels of sources x kernel).
    func values() -> Image<Float> {
        guard kernels.contains(where: { !$0.isEmpty }) else { return planes.image.image }
        var values = planes.image.image
        for _ in 0..<Self.iterations {
            let corrections = corrections(values)
            values = planes.image.image
            for (n, correction) in corrections { values[n % values.width, n / values.width] += correction }
        }
        return values
    }

    private func corrections(_ values: Image<Float>) -> [(Int, Float)] {
        let blocks = Tiling(values.bounds, width: Self.block, height: Self.block)
        return mapped(blocks.count, threads: threads) { n in corrections(values, in: blocks.box(n)) }.flatMap { $0 }
    }

    private func corrections(_ values: Image<Float>, in box: PixelBox) -> [(Int, Float)] {
        var known: [Int: Image<Float>] = [:]
        var result: [(Int, Float)] = []
        guard let extremes = coadd.extremes else { return [] }
        for y in box.rows {
            for x in box.columns where rejected[x, y] != 0 && isPlace[x, y] == .detected {
                var sum: Float = 0
                for place in 0..<EpochExtremes.places where rejected[x, y] & 1 << UInt8(place) != 0 {
                    let input = Int(extremes[x, y][place].input)
                    let kernel = known[input] ?? kernel(of: input, in: box)
                    known[input] = kernel
                    sum += Float(coadd.inputs[input].weight) * values.weighted(by: kernel, atX: x, y: y)
                }
                result.append((y * values.width + x, sum / planes.weight[x, y]))
            }
        }
        return result
    }

    /// Interpolated between the places, for the middle of a block.
    private func kernel(of input: Int, in box: PixelBox) -> Image<Float> {
        var sum = Image<Float>(width: 2 * Self.radius + 1, height: 2 * Self.radius + 1, repeating: 0)
        let middle = (x: Double(box.x + box.endX - 1) / 2, y: Double(box.y + box.endY - 1) / 2)
        for (place, share) in coadd.frame.psfGrid.shares(atX: middle.x, y: middle.y) {
            guard kernels[input].indices.contains(place), let kernel = kernels[input][place] else { continue }
            sum.add(kernel, times: Float(share))
        }
        return sum
    }

    /// `detected` where light is near and no pixel is missing near by.
    private static func places(_ image: MaskedImage) -> Image<MaskPlanes> {
        var mask = image.mask.map { $0.intersection(.noData) }
        for y in 0..<mask.height {
            for x in 0..<mask.width where image.image[x, y] > brightness * image.variance[x, y].squareRoot() {
                mask[x, y].insert(.detected)
            }
        }
        return mask.grown(byX: reach, y: reach, planes: .detected).grown(byX: room, y: room, planes: .noData)
    }

    /// The inputs that lack a pixel.
    private static func inputs(_ coadd: Coadd, _ rejected: Image<UInt8>) -> Set<Int> {
        guard let extremes = coadd.extremes else { return [] }
        var result: Set<Int> = []
        for n in rejected.pixels.indices where rejected.pixels[n] != 0 {
            for place in 0..<EpochExtremes.places where rejected.pixels[n] & 1 << UInt8(place) != 0 {
                result.insert(Int(extremes.pixels[n][place].input))
            }
        }
        return result
    }

    private static func kernels(_ coadd: Coadd, of inputs: Set<Int>, threads: Int) throws -> [[Image<Float>?]] {
        let grid = coadd.frame.psfGrid
        let division = try PSFDivision(side: grid.side, radius: radius)
        let psf = coadd.psf
        let whole = (0..<grid.count).map { n in
            let values = psf.values(atX: Double(grid.place(n).x), y: Double(grid.place(n).y))
            return values.pixels.contains { $0 != 0 } ? division.spectrum(of: values) : nil
        }
        return mapped(coadd.inputs.count, threads: threads) { input in
            guard inputs.contains(input) else { return [] }
            return (0..<grid.count).map { n in
                guard let whole = whole[n], let own = coadd.inputPSFs[input][n] else { return nil }
                return try? kernel(own, whole, division)
            }
        }
    }

    private static func kernel(
        _ own: Image<Float>, _ whole: Spectrum, _ division: PSFDivision
    ) throws -> Image<Float> {
        var difference = division.spectrum(of: own)
        try difference.add(whole, times: -1)
        var kernel = try division.kernel(difference, by: whole, floor: floor)
        let sum = kernel.pixels.reduce(0.0) { $0 + Double($1) }
        kernel.add(
            Image(width: kernel.width, height: kernel.height, repeating: 1),
            times: Float(-sum) / Float(kernel.pixels.count))
        return kernel
    }
}
