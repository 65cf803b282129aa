internal import CKernels
internal import Detection
internal import Imaging

/// Room in which one thread makes the design of one stamp after the other.
struct StampWorkspace: ~Copyable {
    private let basis: KernelBasis
    private let shape: StampShape
    private let whitening: Whitening?
    private let functions: BasisStamps
    private let planes: Room
    private let places: [Int32]
    private let cut: Room
    private let filtered: Room
    private let variances: Room

    init(_ basis: KernelBasis, _ shape: StampShape, _ whitening: Whitening?) {
        (self.basis, self.shape, self.whitening) = (basis, shape, whitening)
        functions = BasisStamps(basis, side: shape.side)
        // One behind the functions' for the image that stays; those that fill up hold zeros.
        planes = Room(padded(basis.count + 1, to: 8) * shape.side * shape.side)
        places = shape.offsets.map { Int32(($0.x + shape.radius) * shape.side + $0.y + shape.radius) }
        let side = 2 * (shape.radius + basis.radius + Whitening.radius) + 1
        cut = Room(side * side + Room.slack)
        filtered = Room(side * side + Room.slack)
        variances = Room(side * side + Room.slack)
    }

    /// Puts the values of each function at pixel p of the circle into `rows[p * stride + function]`, and that of the
    /// image that stays behind them.
    func fillDesign(_ pair: ImagePair, _ at: StampPosition, _ rows: UnsafeMutablePointer<Float>, _ stride: Int) {
        stamp(pair.sharper.image, at, margin: basis.radius)
        let (side, size) = (shape.side, shape.side * shape.side)
        functions.fill(planes.pixels, from: filtered.pixels)
        stamp(pair.reference.image, at, margin: 0)
        tocsin_transpose(filtered.pixels, side, side, planes.pixels + basis.count * size)
        places.withUnsafeBufferPointer { places in
            guard let places = places.baseAddress else { return }
            tocsin_interleave(planes.pixels, size, places, shape.count, rows, stride)
        }
    }

    /// Variance of the difference in each pixel of the circle, and that of the image that is convolved by itself.
    ///
    /// Before the kernel is known `power`, the sum of its squares, stands for it.
    func fillVariances(
        _ pair: ImagePair, _ at: StampPosition, power: Float, _ total: UnsafeMutablePointer<Float>,
        _ convolved: UnsafeMutablePointer<Float>
    ) {
        variance(pair.sharper, at, whitening.map { ($0.kernelSquared, $0.kernelRadius) })
        let isFiltered = whitening != nil
        gather(filtered) { p, value in total[p] = isFiltered ? value : power * value }
        variance(pair.reference, at, whitening.map { ($0.filterSquared, Whitening.radius) })
        gather(filtered) { p, value in total[p] += value }
        variance(pair.sharper, at, nil)
        gather(filtered) { p, value in convolved[p] = value }
    }

    /// As `fillDesign`, of noise in place of the convolved image, with nothing for the image that stays: of either sign, as
    /// `signs` has it, and of the standard deviation of each pixel.
    func fillNoise(
        _ pair: ImagePair, _ at: StampPosition, _ signs: inout Signs, _ rows: UnsafeMutablePointer<Float>, _ stride: Int
    ) {
        let inner = shape.radius + basis.radius
        let reach = inner + (whitening == nil ? 0 : Whitening.radius)
        let pixels = whitening == nil ? filtered.pixels : cut.pixels
        pair.sharper.image.cut(aroundX: at.x, y: at.y, radius: reach, into: pixels)
        for n in 0..<(2 * reach + 1) * (2 * reach + 1) {
            pixels[n] = signs.next() * pair.sharper.variance.variance(of: pixels[n]).squareRoot()
        }
        if let whitening { correlate(cut.pixels, inner, whitening.filter, Whitening.radius) }
        functions.fill(planes.pixels, from: filtered.pixels)
        let size = shape.side * shape.side
        for n in 0..<size { planes.pixels[basis.count * size + n] = 0 }
        places.withUnsafeBufferPointer { places in
            guard let places = places.baseAddress else { return }
            tocsin_interleave(planes.pixels, size, places, shape.count, rows, stride)
        }
    }

    /// The square of the stamp and `margin` about it in `filtered`, filtered where there is a filter.
    private func stamp(_ image: Image<Float>, _ at: StampPosition, margin: Int) {
        let inner = shape.radius + margin
        guard let whitening else { return image.cut(aroundX: at.x, y: at.y, radius: inner, into: filtered.pixels) }
        image.cut(aroundX: at.x, y: at.y, radius: inner + Whitening.radius, into: cut.pixels)
        correlate(cut.pixels, inner, whitening.filter, Whitening.radius)
    }

    private func variance(_ image: MatchingImage, _ at: StampPosition, _ kernel: ([Float], Int)?) {
        let margin = kernel?.1 ?? 0
        let radius = shape.radius + margin
        image.image.cut(aroundX: at.x, y: at.y, radius: radius, into: variances.pixels)
        for n in 0..<(2 * radius + 1) * (2 * radius + 1) {
            let value = image.variance.variance(of: variances.pixels[n])
            variances.pixels[n] = value
            if kernel == nil { filtered.pixels[n] = value }
        }
        if let kernel { correlate(variances.pixels, shape.radius, kernel.0, kernel.1) }
    }

    /// Correlates a square of `radius` + the kernel's pixels about its middle, into `filtered`.
    private func correlate(_ source: UnsafePointer<Float>, _ radius: Int, _ weights: [Float], _ reach: Int) {
        let (side, taps) = (2 * radius + 1, 2 * reach + 1)
        let turned = [Float](weights.reversed())
        turned.withUnsafeBufferPointer { weights in
            guard let weights = weights.baseAddress else { return }
            tocsin_correlate(source, side + 2 * reach, filtered.pixels, side, side, side, weights, taps, taps)
        }
    }

    private func gather(_ room: borrowing Room, _ body: (Int, Float) -> Void) {
        let (side, radius) = (shape.side, shape.radius)
        for (p, offset) in shape.offsets.enumerated() {
            body(p, room.pixels[(offset.y + radius) * side + offset.x + radius])
        }
    }
}
