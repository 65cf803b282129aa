/// What an image makes of a point, by position.
public protocol PSFModel: Sendable {
    /// The pixels of a source of flux 1 at (x, y) of the image, on `side` x `side` pixels, an even side counting as one more.
    ///
    /// The source's centre is (`offsetX`, `offsetY`) from the centre of the middle pixel, within half a pixel each way. The
    /// pixels' sum is 1 whatever the side; all are 0 where a model has no light there.
    func image(atX x: Double, y: Double, side: Int, offsetX: Double, offsetY: Double) -> Image<Float>
}

extension PSFModel {
    /// The image of a source in the centre of the middle pixel.
    public func image(atX x: Double, y: Double, side: Int) -> Image<Float> {
        image(atX: x, y: y, side: side, offsetX: 0, offsetY: 0)
    }

    /// The pixels around a source as they lie in the image, and which pixels those are.
    public func placed(atX x: Double, y: Double, side: Int) -> (image: Image<Float>, box: PixelBox) {
        guard abs(x) < 1e9, abs(y) < 1e9 else {
            return (Image(width: 0, height: 0, repeating: 0), PixelBox(x: 0, y: 0, width: 0, height: 0))
        }
        let (column, row) = (x.rounded(), y.rounded())
        let image = image(atX: x, y: y, side: side, offsetX: x - column, offsetY: y - row)
        return (image, PixelBox(aroundX: Int(column), y: Int(row), radius: image.width / 2))
    }

    /// The model as a kernel to convolve with. Throws `ImagingError` when the model is not finite there.
    public func kernel(atX x: Double, y: Double, side: Int) throws -> ConvolutionKernel {
        try ConvolutionKernel(image(atX: x, y: y, side: side))
    }

    /// Pixels over which the noise of a fit of the model counts, 1 / sum of p^2; infinite where the model has no light.
    public func effectivePixels(atX x: Double, y: Double, side: Int) -> Double {
        1 / image(atX: x, y: y, side: side).pixels.reduce(0) { $0 + Double($1) * Double($1) }
    }
}

extension Image<Float> {
    /// Divides by the sum; all 0 where that is not a number above 0.
    mutating func normalize() {
        let sum = withUnsafePixels { $0.reduce(0.0) { $0 + Double($1) } }
        let factor = sum > 0 && sum.isFinite ? Float(1 / sum) : 0
        withUnsafeMutablePixels { pixels in
            for i in pixels.indices { pixels[i] = factor == 0 ? 0 : pixels[i] * factor }
        }
    }
}

/// The side that is drawn where `side` is asked for: odd, 1 to 4,095.
func oddSide(_ side: Int) -> Int { 2 * (max(0, min(4094, side)) / 2) + 1 }

/// Full width at half maximum, in pixels, of the Gaussian of so many effective pixels: of sigma s it has 4 pi s^2.
package func gaussianFWHM(effectivePixels: Double) -> Double {
    2.354_820_045 * (effectivePixels / (4 * .pi)).squareRoot()
}
