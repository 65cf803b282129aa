internal import Imaging

/// An exposure's PSF as its warp onto a patch has it.
struct WarpedPSF: Sendable {
    let psf: any PSFModel
    let bounds: PixelBox
    let map: CoordinateMap
    let kernel: Lanczos

    /// The PSF about a pixel of the patch, of sum 1, and whether the exposure reaches there: beyond it the PSF is that of
    /// its rim. Nil where the map leads nowhere or the model has no light.
    func image(atX x: Int, y: Int, side: Int) -> (image: Image<Float>, isCovered: Bool)? {
        let place = map(Double(x), Double(y))
        guard place.x.isFinite, place.y.isFinite else { return nil }
        let (right, top) = (Double(bounds.width) - 0.5, Double(bounds.height) - 0.5)
        let isCovered = place.x >= -0.5 && place.y >= -0.5 && place.x <= right && place.y <= top
        let inside = (x: max(0, min(right - 0.5, place.x)), y: max(0, min(top - 0.5, place.y)))
        let scale = reach(place, x, y)
        guard let scale else { return nil }
        let sourceSide = 2 * Int((Double(side / 2) * scale).rounded(.up)) + 2 * kernel.radius + 3
        let (offsetX, offsetY) = (place.x - place.x.rounded(), place.y - place.y.rounded())
        let source = psf.image(atX: inside.x, y: inside.y, side: sourceSide, offsetX: offsetX, offsetY: offsetY)
        let centre = (x: place.x.rounded() - Double(source.width / 2), y: place.y.rounded() - Double(source.height / 2))
        let corner = (x: Double(x - side / 2), y: Double(y - side / 2))
        var result = source.warped(width: side, height: side, kernel: kernel, threads: 1) { [map] u, v in
            let there = map(corner.x + u, corner.y + v)
            return (there.x - centre.x, there.y - centre.y)
        }
        let sum = result.pixels.reduce(0.0) { $0 + Double($1) }
        guard sum > 0, sum.isFinite else { return nil }
        result = result.map { $0 / Float(sum) }
        return (result, isCovered)
    }

    /// Source pixels along a pixel of the patch, the longer way; nil where that is not between 1/20 and 20.
    private func reach(_ place: (x: Double, y: Double), _ x: Int, _ y: Int) -> Double? {
        let (right, up) = (map(Double(x) + 1, Double(y)), map(Double(x), Double(y) + 1))
        let lengths = [right, up].map { (($0.x - place.x) * ($0.x - place.x) + ($0.y - place.y) * ($0.y - place.y)) }
        let longest = (lengths.max() ?? .nan).squareRoot()
        return (0.05...20).contains(longest) ? longest : nil
    }
}

extension Image<Float> {
    /// Full width at half maximum, in pixels, of the Gaussian whose squares have the sum of these pixels' squares.
    ///
    /// Of a Gaussian of sigma s, 1 / sum of p^2 is 4 pi s^2.
    var noiseFWHM: Double {
        let squares = pixels.reduce(0.0) { $0 + Double($1) * Double($1) }
        return squares > 0 ? gaussianFWHM(effectivePixels: 1 / squares) : .nan
    }
}
