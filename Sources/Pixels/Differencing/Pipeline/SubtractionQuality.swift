public import Imaging

/// Why a subtraction as a whole is doubtful; empty where nothing speaks against it.
public struct SubtractionQuality: NamedFlags, Sendable, Hashable {
    public var rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Fewer stamps than three for each mode of the kernel were used.
    public static let fewStamps = SubtractionQuality(rawValue: 1 << 0)
    /// The stamps' median chi^2 is far from 1.
    public static let poorFit = SubtractionQuality(rawValue: 1 << 1)
    /// The kernel is uncertain by more than 0.1 pixels or 3 % of the flux in most of the image.
    public static let uncertainKernel = SubtractionQuality(rawValue: 1 << 2)
    /// The kernel's sum differs over the image by more than the flux of stars should.
    public static let unevenScale = SubtractionQuality(rawValue: 1 << 3)
    /// Blank sky of the difference scatters by more than 10 % otherwise than the variances say.
    public static let poorNoise = SubtractionQuality(rawValue: 1 << 4)
    /// More peaks than `DifferencerOptions.mostPeaks`: only the highest were measured.
    public static let tooManyPeaks = SubtractionQuality(rawValue: 1 << 5)
    /// Fewer than 20 stars made the PSF.
    public static let fewStars = SubtractionQuality(rawValue: 1 << 6)

    /// In the order of the bits.
    public static let names = [
        "fewStamps", "poorFit", "uncertainKernel", "unevenScale", "poorNoise", "tooManyPeaks", "fewStars",
    ]
}
