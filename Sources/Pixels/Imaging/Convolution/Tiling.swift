/// The tiles that a box is worked through in, row after row, such as those of a convolution that fit a core's cache.
package struct Tiling: Sendable {
    let bounds: PixelBox
    let columns: Int
    private let width: Int
    private let height: Int
    package let count: Int

    package init(_ bounds: PixelBox, width: Int, height: Int) {
        self.bounds = bounds
        self.width = max(1, width)
        self.height = max(1, height)
        columns = (bounds.width + self.width - 1) / self.width
        count = columns * ((bounds.height + self.height - 1) / self.height)
    }

    package func box(_ n: Int) -> PixelBox {
        PixelBox(x: n % columns * width, y: n / columns * height, width: width, height: height).intersection(bounds)
    }
}

/// Room for the pixels of a tile and its margin.
struct Scratch: ~Copyable {
    let pixels: UnsafeMutablePointer<Float>

    init(_ count: Int) { pixels = .allocate(capacity: max(1, count)) }

    deinit { pixels.deallocate() }
}

/// Width in pixels that `tocsin_correlate` wants readable, rounded up for its vectors.
func readable(_ width: Int) -> Int { (width + 63) / 64 * 64 }

/// Copies `box` of an image of `size` into rows of `stride`, with 0 where it reaches beyond, and in what is left of a row.
func copyPadded(
    _ source: UnsafePointer<Float>, _ size: PixelBox, _ box: PixelBox, to result: UnsafeMutablePointer<Float>,
    stride: Int
) {
    let part = box.intersection(size)
    for y in box.rows {
        let row = result + (y - box.y) * stride
        guard part.rows.contains(y), !part.isEmpty else {
            row.update(repeating: 0, count: stride)
            continue
        }
        let (before, start) = (part.x - box.x, y * size.width + part.x)
        row.update(repeating: 0, count: before)
        (row + before).update(from: source + start, count: part.width)
        (row + before + part.width).update(repeating: 0, count: stride - before - part.width)
    }
}
