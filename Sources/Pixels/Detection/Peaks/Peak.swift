public import Imaging

/// A place where an image is highest, or lowest below 0.
public struct Peak: Sendable, Hashable {
    /// The pixel.
    public var column: Int
    /// Of the pixel, from 0 on.
    public var row: Int
    /// The top between pixels, in pixels, (0, 0) the first pixel's centre; at most one pixel away from the pixel.
    public var x: Double
    /// The same along y.
    public var y: Double
    /// The height there in the image's unit, S/N in a S/N map; below 0 for a negative peak.
    public var height: Double

    /// All as they are given: nothing is checked.
    public init(column: Int, row: Int, x: Double, y: Double, height: Double) {
        (self.column, self.row, self.x, self.y, self.height) = (column, row, x, y, height)
    }

    /// Whether this is a place below 0.
    public var isNegative: Bool { height < 0 }
}

extension Image<Float> {
    /// The pixels that reach `threshold` and are the highest of the square of `radius` pixels around, those at the edge
    /// among the pixels there are; for negative peaks the same of the image times -1.
    ///
    /// Of equal neighbours the first in the order of the rows counts. Peaks come in that order. Positions and heights are
    /// those of a parabolic surface through the pixel's neighbours; at the very edge those of the pixel. Values that are
    /// not numbers are no peaks and hide none. Complexity: O(pixels + peaks x radius^2).
    public func peaks(above threshold: Float, radius: Int = 2, polarity: Polarity = .both) -> [Peak] {
        peaks(in: Span.runs(in: self, above: threshold, polarity: polarity), radius: radius)
    }

    /// The same among the pixels of some runs.
    func peaks(in spans: [Span], radius: Int) -> [Peak] {
        let finder = PeakFinder(radius: Swift.max(1, radius), width: width, height: height)
        return withUnsafePixels { pixels in
            guard let start = pixels.baseAddress else { return [] }
            return spans.flatMap { finder.peaks(start, $0) }
        }
    }
}

private struct PeakFinder {
    let radius: Int
    let width: Int
    let height: Int

    func peaks(_ pixels: UnsafePointer<Float>, _ span: Span) -> [Peak] {
        var result = [Peak]()
        let y = Int(span.row)
        for x in span.columns {
            let sign: Float = pixels[y * width + x] < 0 ? -1 : 1
            if isHighest(pixels, x, y, sign) { result.append(peak(pixels, x, y, sign)) }
        }
        return result
    }

    private func isHighest(_ pixels: UnsafePointer<Float>, _ x: Int, _ y: Int, _ sign: Float) -> Bool {
        let place = y * width + x
        let value = pixels[place] * sign
        if x > 0, pixels[place - 1] * sign >= value { return false }
        if x + 1 < width, pixels[place + 1] * sign > value { return false }
        for row in max(0, y - radius)...min(height - 1, y + radius) {
            for n in row * width + max(0, x - radius)...row * width + min(width - 1, x + radius) {
                let other = pixels[n] * sign
                if other > value || (other == value && n < place) { return false }
            }
        }
        return true
    }

    private func peak(_ pixels: UnsafePointer<Float>, _ x: Int, _ y: Int, _ sign: Float) -> Peak {
        let place = y * width + x
        let value = Double(pixels[place])
        let pixel = Peak(column: x, row: y, x: Double(x), y: Double(y), height: value)
        guard x > 0, y > 0, x + 1 < width, y + 1 < height else { return pixel }
        let surface = Quadratic { Double(sign * pixels[place + $1 * width + $0]) }
        guard let top = surface.maximum, abs(top.x) <= 1, abs(top.y) <= 1 else { return pixel }
        return Peak(
            column: x, row: y, x: Double(x) + top.x, y: Double(y) + top.y, height: Double(sign) * top.height)
    }
}
