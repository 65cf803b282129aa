public import SkyMath

/// How the light of what is no point lies on a detector. Lengths are pixels.
public struct SourceExtent: Sendable, Hashable {
    /// Forms of light that is no point's.
    public enum Form: UInt8, Sendable, Hashable {
        /// An even line, seen through the air: the path of a satellite or of a small body.
        case trail
        /// An even line of charge, not seen through the air: the path of a particle.
        case hit
        /// A Gaussian, its widths those of the image.
        case blob
        /// The outer rim of a ring that is much greater than the PSF.
        case rim
    }

    /// Decides what `length` and `width` mean.
    public var form: Form
    /// Along `angle`, and across it; of a blob widths at half maximum, of a rim the outer diameter of the ring.
    public var length: Double
    /// Across `angle`, pixels.
    public var width: Double
    /// Degrees from the pixel x axis to the y axis.
    public var angle: Double
    /// What a fit of the PSF at the middle finds of the light: less than 1, but of what is sharper than the PSF.
    public var psfShare: Double
    /// The share of the light that falls into the aperture of `SourceMeasurement.apFlux`.
    public var apertureShare: Double
    /// Whether the pipeline found its pixels by themselves and marked them.
    public var isMarked: Bool

    /// - Parameter apertureShare: nil for what of a line of this length falls into the aperture.
    public init(
        _ form: Form, length: Double, width: Double = 0, angle: Double, psfShare: Double, apertureShare: Double? = nil,
        isMarked: Bool = false
    ) {
        (self.form, self.length, self.width, self.angle) = (form, length, width, angle)
        (self.psfShare, self.isMarked) = (psfShare, isMarked)
        let diameter = 2 * SourceMeasurement.apertureRadius
        self.apertureShare = apertureShare ?? (length > diameter ? diameter / length : 1)
    }

    /// The trail of what moves; a fit of the PSF loses of it what a detection loses. Complexity: O(1).
    ///
    /// - Parameters:
    ///   - motion: degrees per day; `motionAngle` its position angle, degrees.
    ///   - rotation: position angle of the pixel x axis at the place, degrees.
    public init(motion: Double, motionAngle: Double, rotation: Double, in visit: Visit) {
        let arcsec = TrailLoss.length(motion: motion, exposureSeconds: visit.exposureSeconds)
        self.init(
            .trail, length: arcsec / LSSTCamera.arcsecPerPixel, angle: motionAngle - rotation,
            psfShare: TrailLoss.detection(
                motion: motion, exposureSeconds: visit.exposureSeconds, seeing: visit.seeingFwhmGeom))
    }

    /// Second moments along and across, arcsec^2, of the image under a PSF of moment `psf`; nil of a rim, whose moments
    /// do not exist.
    func moments(psf: Double) -> (along: Double, across: Double)? {
        let scale = LSSTCamera.arcsecPerPixel * LSSTCamera.arcsecPerPixel
        switch form {
        case .trail: return (psf + scale * length * length / 12, psf)
        case .hit: return (scale * (Self.chargeSpread + length * length / 12), scale * Self.chargeSpread)
        case .blob: return (scale * length * length / Self.widthSquared, scale * width * width / Self.widthSquared)
        case .rim: return nil
        }
    }

    /// Variance of the charge that a pixel collects and its neighbours share a little, pixels^2.
    private static let chargeSpread = 0.2
    /// Of a Gaussian, width at half maximum by standard deviation, squared: 8 ln 2.
    static let widthSquared = 5.545_177_444
}
