internal import Imaging

extension Image<Float> {
    /// Copies the square about a pixel into `room`, row after row; beyond the image the nearest pixel counts.
    func cut(aroundX x: Int, y: Int, radius: Int, into room: UnsafeMutablePointer<Float>) {
        let side = 2 * radius + 1
        let box = PixelBox(aroundX: x, y: y, radius: radius)
        let isInside = box.intersection(bounds) == box
        withUnsafePixels { pixels in
            guard let source = pixels.baseAddress else { return }
            for row in 0..<side where isInside {
                (room + row * side).update(from: source + (box.y + row) * width + box.x, count: side)
            }
            for row in 0..<(isInside ? 0 : side) {
                let start = Swift.min(Swift.max(y + row - radius, 0), height - 1) * width
                for column in 0..<side {
                    room[row * side + column] = pixels[start + Swift.min(Swift.max(x + column - radius, 0), width - 1)]
                }
            }
        }
    }
}
