#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A profile of ellipses of one shape, the same all over the image and averaged over each pixel.
///
/// A Moffat profile is (1 + (r / alpha)^2)^-beta (Moffat 1969, A&A 3, 455), a Gaussian its limit for great beta.
public struct AnalyticPSF: PSFModel, Hashable {
    /// How light falls off from the centre.
    public enum Profile: Sendable, Hashable {
        case gaussian
        case moffat(beta: Double)
    }

    /// Before the average over each pixel.
    public let profile: Profile
    /// Full width at half maximum in pixels, before the pixel's own width; for an ellipse the geometric mean of both axes.
    public let fwhm: Double
    /// Minor axis by major axis.
    public let axisRatio: Double
    /// Direction of the major axis, degrees from +x towards +y.
    public let angle: Double
    /// u^2 + v^2 of an offset, 1 at half maximum: xx dx^2 + 2 xy dx dy + yy dy^2.
    private let form: (xx: Double, xy: Double, yy: Double)

    /// Throws `ImagingError` unless fwhm is in 0.1 ... 1000 pixels, axisRatio in 0.05 ... 1, beta above 1 and at most 100,
    /// and the angle finite.
    public init(_ profile: Profile, fwhm: Double, axisRatio: Double = 1, angle: Double = 0) throws {
        guard (0.1...1000).contains(fwhm), (0.05...1).contains(axisRatio), angle.isFinite else {
            throw ImagingError(.parameter, "a PSF of FWHM \(fwhm), axis ratio \(axisRatio) and angle \(angle)")
        }
        if case .moffat(let beta) = profile, !(beta > 1 && beta <= 100) {
            throw ImagingError(.parameter, "a Moffat profile of beta \(beta)")
        }
        (self.profile, self.fwhm, self.axisRatio, self.angle) = (profile, fwhm, axisRatio, angle)
        let (major, minor) = (4 * axisRatio / (fwhm * fwhm), 4 / (axisRatio * fwhm * fwhm))
        let (c, s) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
        form = (c * c * major + s * s * minor, c * s * (major - minor), s * s * major + c * c * minor)
    }

    /// The same for every x and y.
    public func image(atX x: Double, y: Double, side: Int, offsetX: Double, offsetY: Double) -> Image<Float> {
        let side = oddSide(side)
        var result = Image<Float>(width: side, height: side, repeating: 0)
        for row in 0..<side {
            for column in 0..<side {
                let (dx, dy) = (Double(column - side / 2) - offsetX, Double(row - side / 2) - offsetY)
                result[column, row] = Float(average(dx, dy))
            }
        }
        result.normalize()
        return result
    }

    /// The mean over the pixel at (dx, dy), by Gauss's quadrature.
    private func average(_ dx: Double, _ dy: Double) -> Double {
        Self.nodes.reduce(0) { sum, v in
            sum + v.weight * Self.nodes.reduce(0) { $0 + $1.weight * value(dx + $1.place, dy + v.place) }
        }
    }

    private func value(_ dx: Double, _ dy: Double) -> Double {
        let square = form.xx * dx * dx + 2 * form.xy * dx * dy + form.yy * dy * dy
        switch profile {
        case .gaussian: return exp(-square * 0.693_147_180_559_945_3)
        case .moffat(let beta): return pow(1 + square * (pow(2, 1 / beta) - 1), -beta)
        }
    }

    /// Places and weights of Gauss and Legendre's five points on -0.5 ... 0.5.
    private static let nodes: [(place: Double, weight: Double)] = {
        let (near, far) = (0.538_469_310_105_683_1 / 2, 0.906_179_845_938_664 / 2)
        let (w0, w1, w2) = (0.568_888_888_888_888_9 / 2, 0.478_628_670_499_366_5 / 2, 0.236_926_885_056_189_1 / 2)
        return [(-far, w2), (-near, w1), (0, w0), (near, w1), (far, w2)]
    }()

    public static func == (a: AnalyticPSF, b: AnalyticPSF) -> Bool {
        (a.profile, a.fwhm, a.axisRatio, a.angle) == (b.profile, b.fwhm, b.axisRatio, b.angle)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(profile)
        hasher.combine([fwhm, axisRatio, angle])
    }
}
