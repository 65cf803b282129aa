internal import SkyMath

/// Where a source was measured, and how well: along what is long worse than across it.
struct MeasuredPlace {
    var pixel: DetectorPoint
    var position: SkyPosition
    /// Standard errors, arcsec.
    var raErr: Double
    var decErr: Double
    /// Arcsec^2.
    var raDecCov: Double
    /// Standard errors, pixels.
    var xErr: Double
    var yErr: Double

    /// - Parameters:
    ///   - along: standard error along the source's extent, arcsec; of a point along the pixel x axis.
    ///   - across: a quarter turn on.
    init(_ frame: DetectionModel.Frame, along: Double, across: Double, _ draws: inout Draws) {
        let scale = LSSTCamera.arcsecPerPixel
        let inPixels = frame.extent?.angle ?? 0
        let (sine, cosine) = (sinDegrees(inPixels), cosDegrees(inPixels))
        let (s, t) = (along / scale * draws.normal(), across / scale * draws.normal())
        pixel = frame.pixel
        pixel.x += s * cosine - t * sine
        pixel.y += s * sine + t * cosine
        position = frame.pointing.position(frame.detector.focalPoint(x: pixel.x, y: pixel.y))
        let variances = (along * along, across * across)
        xErr = Self.turned(variances, sine, cosine).squareRoot() / scale
        yErr = Self.turned(variances, cosine, sine).squareRoot() / scale
        (raErr, decErr, raDecCov) = (along, along, 0)
        guard along != across else { return }
        let onSky = frame.rotation + inPixels
        let (east, north) = (sinDegrees(onSky), cosDegrees(onSky))
        raErr = Self.turned(variances, north, east).squareRoot()
        decErr = Self.turned(variances, east, north).squareRoot()
        raDecCov = (variances.0 - variances.1) * east * north
    }

    /// Variance along an axis on which the long one has `cosine` and the other `sine`.
    private static func turned(_ variances: (Double, Double), _ sine: Double, _ cosine: Double) -> Double {
        variances.0 * cosine * cosine + variances.1 * sine * sine
    }
}
