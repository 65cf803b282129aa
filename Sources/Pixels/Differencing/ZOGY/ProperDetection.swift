internal import Detection
internal import Imaging

/// A point source that has changed, as a peak of `ProperDifference.significance`.
public struct ProperDetection: Sendable, Hashable {
    /// Place on the template, in pixels, (0, 0) the first pixel's centre.
    public let x: Double
    /// Place along y, in pixels.
    public let y: Double
    /// Scorr at the peak: below 0 for light that is gone.
    public let significance: Double
    /// In the template's unit of flux; below 0 for light that is gone.
    public let flux: Double
    /// Standard deviation of the flux, the source's own light reckoned with.
    public let fluxError: Double

    /// Whether light is gone.
    public var isNegative: Bool { significance < 0 }
}

extension ProperDifference {
    /// The peaks of `significance` at or above `threshold`, of both signs, row after row; none in masked pixels nor beside
    /// one, where a slope would look like a peak.
    ///
    /// A threshold below 1 counts as 1. Complexity: O(pixels).
    public func detections(above threshold: Double = 5) -> [ProperDetection] {
        significance.peaks(above: Float(threshold > 1 ? threshold : 1)).compactMap { peak in
            isClear(peak) ? detection(peak) : nil
        }
    }

    private func isClear(_ peak: Peak) -> Bool {
        let near = PixelBox(aroundX: peak.column, y: peak.row, radius: 1).intersection(image.bounds)
        return near.rows.allSatisfy { y in
            near.columns.allSatisfy { image.mask[$0, y].isDisjoint(with: .excluding) }
        }
    }

    private func detection(_ peak: Peak) -> ProperDetection {
        let terms = terms(atX: Double(peak.column), y: Double(peak.row))
        let flux = scoreTop(peak) * terms.fluxNoise
        let own =
            flux > 0 ? gains.science * flux * terms.ownScience : -gains.template * flux * terms.ownTemplate
        let noise = Double(scoreNoise[peak.column, peak.row]) * scoreCalibration
        let variance = (noise * noise + own / terms.scoreZeroPoint) / terms.scoreZeroPoint
        return ProperDetection(
            x: peak.x, y: peak.y, significance: peak.height, flux: flux, fluxError: variance.squareRoot())
    }

    /// The score at a peak's place between pixels.
    private func scoreTop(_ peak: Peak) -> Double {
        let (x, y) = (peak.column, peak.row)
        guard x > 0, y > 0, x + 1 < score.width, y + 1 < score.height else { return Double(score[x, y]) }
        return Quadratic { Double(score[x + $0, y + $1]) }.value(atX: peak.x - Double(x), y: peak.y - Double(y))
    }
}

extension Quadratic {
    /// The surface at a distance from the middle, in steps.
    fileprivate func value(atX x: Double, y: Double) -> Double {
        height + gradientX * x + gradientY * y + curvatureXY * x * y
            + (curvatureXX * x * x + curvatureYY * y * y) / 2
    }
}
