public import Imaging

/// Finds satellites' trails on a single image: straight lines of light that are far too faint to be seen pixel by pixel.
///
/// The image's significance, in squares of `bin` pixels and clipped so that stars count little, is summed along all lines
/// (Brady's fast approximate Radon transform, 1998, doi:10.1137/S0097539793256673). The best line is fitted on the pixels,
/// taken out, and the search goes on.
public struct StreakFinder: Sendable, Hashable {
    /// Pixels of a square's side; best near the trail's full width.
    public var bin: Int
    /// Least significance of a trail; noise alone seldom reaches 6 on any line of a large image.
    public var threshold: Double
    /// Least length in pixels.
    public var leastLength: Double
    /// At most so many trails.
    public var limit: Int
    /// Squares count at most so many standard deviations.
    public var clip: Double

    /// Nothing is checked here: `streaks` throws where a setting is out of range.
    public init(
        bin: Int = 4, threshold: Double = 6.5, leastLength: Double = 150, limit: Int = 10, clip: Double = 4
    ) {
        (self.bin, self.threshold, self.leastLength) = (bin, threshold, leastLength)
        (self.limit, self.clip) = (limit, clip)
    }

    /// The trails of an image from which the sky was taken, the most significant first as a rule.
    ///
    /// Pixels that are not usable do not count. Complexity: O(pixels + squares x log squares) for each trail.
    ///
    /// - Parameters:
    ///   - noise: standard deviation of a pixel of sky.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `DetectionError` when the sizes differ or a setting is out of range.
    public func streaks(in image: MaskedImage, noise: SmoothMap, threads: Int = .max) throws -> [Streak] {
        guard noise.width == image.width, noise.height == image.height else {
            throw DetectionError(
                .size, "a noise map of \(noise.width) x \(noise.height) for \(image.width) x \(image.height) pixels")
        }
        guard (1...64).contains(bin), threshold > 3, leastLength > 0, clip > 1 else {
            throw DetectionError(
                .parameter, "streaks in squares of \(bin) pixels, above \(threshold), of \(leastLength) pixels")
        }
        guard image.width >= 8 * bin, image.height >= 8 * bin else { return [] }
        var squares = try StreakSquares(image, noise, bin: bin, clip: Float(clip), threads: threads)
        var result = [Streak]()
        for _ in 0..<max(0, 3 * limit) where result.count < limit {
            let least = Float(leastLength / Double(bin) / 2)
            guard let line = squares.best(least: least, threads: threads), line.significance >= threshold else { break }
            let fit = StreakFit(image, noise, squares, line)
            let streak = fit?.streak
            squares.drop(streak, line)
            guard let streak, streak.significance >= threshold, streak.length >= leastLength else { continue }
            result.append(streak)
        }
        return result
    }

    /// The plane `streak` on the pixels within `reach` times the trails' widths, at least 1.5 pixels, of them.
    ///
    /// Complexity: O(pixels marked).
    public static func mask(of streaks: [Streak], width: Int, height: Int, reach: Double = 3) -> Image<MaskPlanes> {
        var mask = Image<MaskPlanes>(width: width, height: height, repeating: [])
        for streak in streaks {
            let radius = max(1.5, reach * streak.width)
            let (low, high) = (min(streak.startY, streak.endY) - radius, max(streak.startY, streak.endY) + radius)
            for y in max(0, Int(low))..<max(max(0, Int(low)), min(height, Int(high) + 2)) {
                for x in columns(streak, Double(y), radius, width)
                where streak.distance(x: Double(x), y: Double(y)) <= radius { mask[x, y].insert(.streak) }
            }
        }
        return mask
    }

    /// The columns of a row that can be within a distance of a trail.
    private static func columns(_ streak: Streak, _ y: Double, _ radius: Double, _ width: Int) -> Range<Int> {
        let (dx, dy) = (streak.endX - streak.startX, streak.endY - streak.startY)
        let ends = (min(streak.startX, streak.endX) - radius, max(streak.startX, streak.endX) + radius)
        var (low, high) = ends
        if abs(dy) > 1e-9 {
            let middle = streak.startX + (y - streak.startY) * dx / dy
            let reach = radius * streak.length / abs(dy) + 1
            (low, high) = (max(ends.0, middle - reach), min(ends.1, middle + reach))
        }
        let first = max(0, min(width, Int(max(low, -1).rounded(.down))))
        return first..<max(first, min(width, Int(min(high, Double(width)).rounded(.up)) + 1))
    }
}
