#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A straight trail of a satellite, its light spread across it as a Gaussian is. Places are in pixels.
public struct Streak: Sendable, Hashable {
    /// The trail lies where x cos theta + y sin theta = rho; (0, 0) is the first pixel's centre.
    public let rho: Double
    /// Degrees, 0 ..< 180.
    public let theta: Double
    /// Of the distance across the trail, at its middle.
    public let rhoError: Double
    /// Standard deviation of `theta`, in degrees.
    public let thetaError: Double
    /// Ends, to a thirtieth of the line's length in the image.
    public let startX: Double
    /// The same along y.
    public let startY: Double
    /// Of the other end, in pixels.
    public let endX: Double
    /// The same along y.
    public let endY: Double
    /// Standard deviation of the light across the trail, that of the PSF included.
    public let width: Double
    /// Standard deviation of `width`, in pixels.
    public let widthError: Double
    /// Of the crest, in the image's unit per pixel.
    public let surfaceBrightness: Double
    /// Standard deviation of `surfaceBrightness`, in the same unit.
    public let surfaceBrightnessError: Double
    /// The trail's light by its error.
    public let significance: Double

    /// From end to end, in pixels.
    public var length: Double {
        ((endX - startX) * (endX - startX) + (endY - startY) * (endY - startY)).squareRoot()
    }

    /// Light per pixel of length, in the image's unit.
    public var lineBrightness: Double { surfaceBrightness * width * (2 * Double.pi).squareRoot() }

    /// Distance of a place from the trail between its ends.
    public func distance(x: Double, y: Double) -> Double {
        let (dx, dy) = (endX - startX, endY - startY)
        let along = ((x - startX) * dx + (y - startY) * dy) / max(dx * dx + dy * dy, 1e-30)
        let t = max(0, min(1, along))
        let (u, v) = (x - startX - t * dx, y - startY - t * dy)
        return (u * u + v * v).squareRoot()
    }
}
