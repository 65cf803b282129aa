/// Two lobes of opposite sign, each of the PSF's shape, that a star leaves which the two images place differently.
public struct Dipole: Sendable, Hashable {
    /// Of both lobes' absolute fluxes, nJy.
    public var meanFlux: Double
    /// The positive lobe's flux less the negative one's absolute flux, nJy.
    public var fluxDifference: Double
    /// Pixels between the lobes' middles.
    public var separation: Double
    /// From the negative lobe to the positive: degrees from the pixel x axis to the y axis, 0 ..< 360.
    public var angle: Double

    /// Fluxes in nJy, `separation` in pixels, `angle` in degrees; values are taken as they are.
    public init(meanFlux: Double, fluxDifference: Double, separation: Double, angle: Double) {
        self.meanFlux = meanFlux
        self.fluxDifference = fluxDifference
        self.separation = separation
        self.angle = angle
    }

    /// A star shifted by `shift` pixels leaves the same moment as two lobes one width of the PSF apart, of flux `shift` by
    /// that width.
    init(flux: Double, shift: Double, seeingPixels: Double, imbalance: Double = 0, angle: Double) {
        let lobe = flux * shift / seeingPixels
        self.init(meanFlux: lobe, fluxDifference: lobe * imbalance, separation: seeingPixels, angle: angle)
    }

    /// Of the positive lobe, nJy.
    public var positiveFlux: Double { meanFlux + fluxDifference / 2 }
    /// Less than 0.
    public var negativeFlux: Double { fluxDifference / 2 - meanFlux }

    /// The correlation of two Gaussian PSFs one width apart, exp(-2 ln 2), and half a width apart.
    static let overlap = (whole: 0.25, half: 0.707_106_781_186_5)

    /// A PSF's flux fitted at the middle.
    public var middleFlux: Double { fluxDifference * Self.overlap.half }
    /// The same at the brighter lobe, absolute: by it the dipole is detected.
    var peakFlux: Double {
        let (bright, faint) = (max(positiveFlux, -negativeFlux), min(positiveFlux, -negativeFlux))
        return bright - faint * Self.overlap.whole
    }
}
