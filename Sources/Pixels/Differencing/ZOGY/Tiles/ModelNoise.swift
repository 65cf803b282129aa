internal import Imaging

/// What PSFs and flux ratio that are not quite right leave of stars.
enum ModelNoise {
    /// Pixels around a star that are looked at.
    private static let radius = 6
    /// Least score of a star in either image.
    private static let leastScore: Float = 50

    /// The share f of the score that both images have in common for which the median star has a mean square score of that
    /// noise, noise^2 + f^2 common^2, near its middle; at least the noise of the flux ratio.
    static func share(_ planes: ProperPlanes, _ mask: Image<MaskPlanes>, _ match: StarMatch) -> Double {
        let stars = match.stars.compactMap { Disc(planes, mask, $0) }
        guard stars.count >= 5, median(stars, Float(match.sigmaRatio)) > 1 else { return match.sigmaRatio }
        var (low, high) = (match.sigmaRatio, 0.5)
        for _ in 0..<25 {
            let middle = (low + high) / 2
            if median(stars, Float(middle)) > 1 { low = middle } else { high = middle }
        }
        return high
    }

    static func add(_ share: Double, _ common: Image<Float>, to noise: inout Image<Float>) {
        let square = Float(share * share)
        common.withUnsafePixels { common in
            noise.withUnsafeMutablePixels { noise in
                for n in noise.indices {
                    noise[n] = (noise[n] * noise[n] + square * common[n] * common[n]).squareRoot()
                }
            }
        }
    }

    private static func median(_ stars: [Disc], _ share: Float) -> Double {
        Robust(stars.map { $0.meanSquare(share * share) }).median
    }

    /// Squares of score, noise and common score of the pixels around a star.
    private struct Disc {
        private var squares: [SIMD3<Float>] = []

        init?(_ planes: ProperPlanes, _ mask: Image<MaskPlanes>, _ star: StampPosition) {
            let box = PixelBox(aroundX: star.x, y: star.y, radius: radius)
            guard box.intersection(mask.bounds) == box, planes.common[star.x, star.y] >= leastScore,
                box.rows.allSatisfy({ y in
                    box.columns.allSatisfy { mask[$0, y].isDisjoint(with: .excluding) }
                })
            else { return nil }
            for y in box.rows {
                for x in box.columns where (x - star.x) * (x - star.x) + (y - star.y) * (y - star.y) <= radius * radius
                {
                    let values = SIMD3(planes.score[x, y], planes.noise[x, y], planes.common[x, y])
                    squares.append(values * values)
                }
            }
        }

        func meanSquare(_ share: Float) -> Double {
            let sum = squares.reduce(0.0) { $0 + Double($1[0] / ($1[1] + share * $1[2])) }
            return sum / Double(squares.count)
        }
    }
}
