internal import Imaging

/// The pixels around a star, moved so that its windowed centroid is the centre of the middle one.
struct StarStamp: Sendable {
    /// Where the star is, in pixels.
    let x: Double
    let y: Double
    /// Row after row, of the square's side squared.
    private(set) var values: [Float]
    let variances: [Float]

    /// nil where a pixel is unusable or beyond the edge, or the centroid does not settle within 1.5 pixels.
    init?(_ star: StarCandidate, _ image: MaskedImage, radius: Int, centroidSigma: Double) {
        let box = PixelBox(aroundX: star.column, y: star.row, radius: radius)
        guard box.intersection(image.bounds) == box,
            box.rows.allSatisfy({ y in box.columns.allSatisfy { image.isUsable(x: $0, y: y) } })
        else { return nil }
        let centre = WindowedCentroid(
            of: image.image, nearX: star.moments.x, y: star.moments.y, sigma: centroidSigma)
        let shift = (x: Double(star.column) - centre.x, y: Double(star.row) - centre.y)
        guard centre.isSettled, abs(shift.x) < 1.5, abs(shift.y) < 1.5 else { return nil }
        (x, y) = (centre.x, centre.y)
        let pixels = image.image.cropped(to: box).pixels
        values = FourierShift(side: 2 * radius + 1).shifted(pixels, byX: shift.x, y: shift.y)
        variances = image.variance.cropped(to: box).pixels
    }

    mutating func subtract(_ level: Float) {
        for i in values.indices { values[i] -= level }
    }
}
