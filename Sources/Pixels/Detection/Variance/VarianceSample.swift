internal import Imaging

/// Values and variances of pixels below the sky, and of pixels that stand far out.
struct VarianceSample {
    private(set) var count = 0
    private(set) var sky: [(value: Float, variance: Float)] = []
    private(set) var bright: [(value: Float, variance: Float)] = []

    /// Of about a million pixels, in whole rows.
    init(_ image: MaskedImage) {
        let step = max(1, image.width * image.height / 1_000_000)
        var all: [(value: Float, variance: Float)] = []
        for y in stride(from: 0, to: image.height, by: step) {
            for x in 0..<image.width where image.isUsable(x: x, y: y) {
                all.append((image.image[x, y], image.variance[x, y]))
            }
        }
        count = all.count
        sky = all.filter { $0.value < 0 }
        let threshold = 5 * median(sky.map(\.variance)).squareRoot()
        bright = all.filter { $0.value > threshold }
        dropBrightest()
    }

    /// Leaves out what may be near saturation.
    private mutating func dropBrightest() {
        guard bright.count > 1000 else { return }
        bright.sort { $0.value < $1.value }
        bright.removeLast(bright.count / 100)
    }

    /// Where pixels below the sky have less variance than the sky, the plane follows noise both ways, and the sky's
    /// variance is what is left at value 0.
    mutating func fit() -> VarianceModel {
        var model = VarianceModel(sky: Double(median(sky.map(\.variance))), gain: 0)
        guard bright.count >= 100 else { return model }
        for _ in 0..<3 {
            let level = Float(model.sky)
            let gain = max(0, median(bright.map { ($0.variance - level) / $0.value }))
            let low = sky.filter { $0.value < -level.squareRoot() }
            let slope = low.count < 50 ? 0 : median(low.map { ($0.variance - level) / $0.value })
            let follows: Float = slope > gain / 2 ? gain : 0
            model = VarianceModel(
                sky: Double(median(sky.map { $0.variance - follows * $0.value })), gain: Double(gain))
        }
        return model
    }

    private func median(_ values: [Float]) -> Float {
        var values = values
        return values.withUnsafeMutableBufferPointer { Selection.median(of: $0) }
    }
}
