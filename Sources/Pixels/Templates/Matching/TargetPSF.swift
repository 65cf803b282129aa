internal import Imaging

/// The PSF that exposures are made to have so that they can be compared.
public struct TargetPSF: Sendable, Hashable {
    /// How its light falls off; `beta` is Moffat's exponent.
    public enum Profile: Sendable, Hashable {
        case gaussian
        case moffat(beta: Double)
    }

    /// How its light falls off; how wide it is says `fwhm`.
    public var profile: Profile
    /// Full width at half maximum in the template's pixels; best a little above that of the worst exposure.
    public var fwhm: Double
    /// Pixels that a matching kernel has on each side of its centre.
    public var kernelRadius: Int
    /// Power of the exposure's PSF, by its power at frequency 0, from which on frequencies are held back.
    public var regularization: Double

    /// Not checked here: `TemplateFrame` throws where width, radius or regularization are out of range.
    public init(
        _ profile: Profile = .gaussian, fwhm: Double, kernelRadius: Int = 12, regularization: Double = 1e-5
    ) {
        (self.profile, self.fwhm) = (profile, fwhm)
        (self.kernelRadius, self.regularization) = (kernelRadius, regularization)
    }

    var model: AnalyticPSF {
        get throws {
            switch profile {
            case .gaussian: try AnalyticPSF(.gaussian, fwhm: fwhm)
            case .moffat(let beta): try AnalyticPSF(.moffat(beta: beta), fwhm: fwhm)
            }
        }
    }

    func check() throws {
        guard (0.5...100).contains(fwhm), (2...63).contains(kernelRadius), regularization > 0 else {
            throw TemplatesError(.parameter, "a target PSF that is out of range: \(self)")
        }
    }
}
