/// Pixels that light is added to: rows padded to whole vectors, x fastest, y up.
struct Canvas: Sendable {
    let width: Int
    let height: Int
    /// Vectors in a row.
    let lanes: Int
    var vectors: [SIMD8<Float>]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        lanes = (width + 7) / 8
        vectors = Array(repeating: .zero, count: lanes * height)
    }

    mutating func clear() {
        for index in vectors.indices { vectors[index] = .zero }
    }
}

extension Canvas {
    /// The pixels without the padding.
    var pixels: [Float] {
        var pixels: [Float] = []
        pixels.reserveCapacity(width * height)
        vectors.withUnsafeBytes { bytes in
            let floats = bytes.bindMemory(to: Float.self)
            for row in 0..<height { pixels.append(contentsOf: floats[row * lanes * 8..<row * lanes * 8 + width]) }
        }
        return pixels
    }
}
