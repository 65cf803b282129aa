internal import Detection
internal import Imaging

extension ProperDifference {
    /// Takes away what is left of the sky: the level of D in cells without sources, and what it adds to the scores.
    ///
    /// - Parameter template: that of the subtraction. Complexity: O(pixels).
    mutating func levelSky(_ template: ProperImage, _ options: SubtractionOptions, threads: Int) {
        let smooth = template.image.image.smoothed(sigma: 2, threads: threads)
        let limit = Float(options.sourceThreshold * template.noise.typical)
        let map = image.mask.withUnsafePixels { mask in
            smooth.withUnsafePixels { smooth in
                let lent = Lent((mask, smooth))
                return CellMap(image.image, cell: options.backgroundCell, threads: threads) { n in
                    lent.pointer.0[n].isDisjoint(with: .excluding) && lent.pointer.1[n] <= limit
                }
            }
        }
        let places = map.places(width: image.width)
        let shares = tiles.map { Float($0.zeroPoint / $0.scoreZeroPoint.squareRoot()) }
        for y in 0..<image.height {
            let levels = map.row(y, places)
            for x in 0..<image.width where image.isUsable(x: x, y: y) {
                let score = levels[x] * shares[y / tileCore * tileColumns + x / tileCore]
                image.image[x, y] -= levels[x]
                self.score[x, y] -= score
                significance[x, y] -= score / (scoreNoise[x, y] * Float(scoreCalibration))
            }
        }
    }
}
