internal import Imaging

extension Image<Float> {
    /// The sum about a pixel that a convolution has there; 0 beyond the rim.
    func weighted(by kernel: Image, atX x: Int, y: Int) -> Float {
        let (radiusX, radiusY) = (kernel.width / 2, kernel.height / 2)
        let box = PixelBox(x: x - radiusX, y: y - radiusY, width: kernel.width, height: kernel.height)
        let part = box.intersection(bounds)
        return withUnsafePixels { values in
            kernel.withUnsafePixels { weights in
                var sum: Float = 0
                for row in part.rows {
                    for column in part.columns {
                        let weight = weights[(y - row + radiusY) * kernel.width + x - column + radiusX]
                        sum += weight * values[row * width + column]
                    }
                }
                return sum
            }
        }
    }
}
