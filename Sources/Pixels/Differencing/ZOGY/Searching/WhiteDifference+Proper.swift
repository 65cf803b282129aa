internal import Imaging

extension WhiteDifference {
    /// A proper difference in the template's unit of flux, searched by its corrected score.
    ///
    /// D and its variance are divided by what a unit of flux adds to D in each tile. Complexity: O(pixels).
    init(_ difference: ProperDifference) throws {
        var planes = difference.image
        let (width, core, columns) = (planes.width, difference.tileCore, difference.tileColumns)
        let units = difference.tiles.map { Float(1 / $0.zeroPoint) }
        planes.image.withUnsafeMutablePixels { values in
            planes.variance.withUnsafeMutablePixels { variances in
                for n in values.indices {
                    let unit = units[n / width / core * columns + n % width / core]
                    values[n] *= unit
                    variances[n] *= unit * unit
                }
            }
        }
        self.init(
            image: planes, significance: difference.significance, scene: difference.scene, psf: difference.psf,
            significanceCalibration: difference.scoreCalibration, pixelCalibration: difference.pixelCalibration)
    }
}

extension ProperDifference {
    /// Pixels around a star that are looked at.
    private static let radius = 6

    /// The median over stars of the mean square of D by its standard deviation around them; 1 where there are none.
    func chiSquare(at stars: [StampPosition]) -> Double {
        let squares = stars.compactMap { star -> Double? in
            let box = PixelBox(aroundX: star.x, y: star.y, radius: Self.radius).intersection(image.bounds)
            var (sum, count) = (0.0, 0.0)
            for y in box.rows {
                for x in box.columns where image.isUsable(x: x, y: y) {
                    sum += Double(image.image[x, y] * image.image[x, y] / image.variance[x, y])
                    count += 1
                }
            }
            return count > 50 ? sum / count : nil
        }
        return squares.isEmpty ? 1 : Robust(squares).median
    }
}
