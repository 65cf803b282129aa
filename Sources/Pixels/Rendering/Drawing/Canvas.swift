/// Pixels that light is added to, x fastest, y up.
struct Canvas: Sendable {
    let width: Int
    let height: Int
    var pixels: [Float]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = Array(repeating: 0, count: width * height)
    }
}
