extension PointSpread {
    /// The image of a point on `side` x `side` pixels, x fastest, at an offset from the middle pixel's centre.
    ///
    /// Integrated over pixels. Its sum is the share of the flux that falls on it; `normalized` makes the sum 1, as a
    /// fitted point spread function's is. `side` is held between 1 and 255. Complexity: O(side^2).
    public func image(side: Int, x: Double = 0, y: Double = 0, normalized: Bool = false) -> [Double] {
        let side = min(max(side, 1), 255)
        var canvas = Canvas(width: side, height: side)
        let middle = Double(side / 2)
        canvas.add(mixture(step: 0.7), flux: 1, x: middle + x, y: middle + y)
        let pixels = canvas.pixels.map(Double.init)
        let sum = pixels.reduce(0, +)
        return normalized && sum > 0 ? pixels.map { $0 / sum } : pixels
    }
}
