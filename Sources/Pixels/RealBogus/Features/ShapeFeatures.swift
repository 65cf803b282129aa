#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Features {
    mutating func measureShape(_ pixels: CandidatePixels) {
        let psf = WeightedMoments(pixels.psf, pixels, about: (pixels.x, pixels.y))
        let centre = WeightedMoments(pixels.values, pixels, about: (pixels.x, pixels.y))
        guard let psf, let centre else { return }
        self[.offset] = 2 * hypot(centre.x - psf.x, centre.y - psf.y) / pixels.sigma
        self[.sizeRatio] = centre.size / psf.size
        self[.ellipticity] = hypot(centre.e1 - psf.e1, centre.e2 - psf.e2)
        measureAntisymmetry(pixels)
    }

    /// Pixels are opposite each other about the middle pixel.
    private mutating func measureAntisymmetry(_ pixels: CandidatePixels) {
        let centre = pixels.centre
        let (column, row) = (centre % pixels.side, centre / pixels.side)
        var (odd, even) = (0.0, 0.0)
        for n in pixels.usable(0.5..<5) {
            let (otherColumn, otherRow) = (2 * column - n % pixels.side, 2 * row - n / pixels.side)
            guard (0..<pixels.side).contains(otherColumn), (0..<pixels.side).contains(otherRow) else { continue }
            let other = otherRow * pixels.side + otherColumn
            guard pixels.weights[other] > 0 else { continue }
            let (less, more) = (pixels.values[n] - pixels.values[other], pixels.values[n] + pixels.values[other])
            odd += less * less * pixels.weights[n]
            even += more * more * pixels.weights[n]
        }
        self[.antisymmetry] = odd / even
    }
}

/// Moments of a plane's light under a round Gaussian of twice the PSF's size, within 8 pixels.
private struct WeightedMoments {
    private(set) var x = 0.0
    private(set) var y = 0.0
    private(set) var size = 0.0
    private(set) var e1 = 0.0
    private(set) var e2 = 0.0

    /// From the place; nil where there is no light. Sizes and ellipticities are not bounded: noise may make them odd.
    init?(_ plane: [Double], _ pixels: CandidatePixels, about place: (x: Double, y: Double)) {
        var (light, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0)
        for n in pixels.usable(0..<8) {
            let (dx, dy) = (pixels.column(n) - place.x, pixels.row(n) - place.y)
            let value = plane[n] * exp(-(dx * dx + dy * dy) / (8 * pixels.sigma * pixels.sigma))
            light += value
            x += value * dx
            y += value * dy
            xx += value * dx * dx
            yy += value * dy * dy
            xy += value * dx * dy
        }
        guard light > 0 else { return nil }
        x /= light
        y /= light
        size = (xx + yy) / light
        (e1, e2) = ((xx - yy) / (xx + yy), 2 * xy / (xx + yy))
    }
}
