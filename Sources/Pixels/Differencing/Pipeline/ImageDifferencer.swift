internal import Detection
public import Imaging

/// Subtracts a template from a science image of the same field and finds what has changed.
///
/// Both images are on one grid of pixels, with their sky. The sharper one is convolved so that its stars look like those
/// of the other (`KernelFit`), and the noise of the difference is made white again (`WhiteDifference`); or both are
/// filtered by each other's PSF (`ProperDifference`), as `DifferencerOptions.method` says. Peaks are measured with what
/// static stars leave over taken as noise (`StarResiduals`). The result is the same on any number of threads.
public struct ImageDifferencer: Sendable {
    /// `run` throws where they are out of range.
    public var options: DifferencerOptions

    /// Options are not checked here but in `run`.
    public init(options: DifferencerOptions = DifferencerOptions()) { self.options = options }

    /// The difference of two images, and the detections in it.
    ///
    /// Pixels that are masked, not finite or without a variance above 0 are left out. Memory is least where the caller
    /// keeps neither image (`consume`). Complexity: O(pixels x kernel's pixels).
    ///
    /// - Parameter onStep: told of each step that is done, for progress and timings.
    ///
    /// Throws `DifferencingError` when the images differ in size, have no usable pixel, or none in common, or there are
    /// too few stars; or options are out of range.
    public func run(
        science: consuming MaskedImage, template: consuming MaskedImage, threads: Int = .max,
        onStep: (DifferencingStep) -> Void = { _ in }
    ) throws -> DifferencingResult {
        try options.check()
        let (science, template) = (consume science, consume template)
        guard options.method != .zogy else {
            return try DifferenceSearch.proper(
                science: consume science, template: consume template, options, threads: threads, onStep: onStep
            ).result(options, raw: nil, threads: threads, onStep: onStep)
        }
        var (pair, field) = try PreparedField.prepare(
            science: consume science, template: consume template, options, threads: threads)
        onStep(.preparation)
        let fit = try KernelFit(pair, stamps: field.stamps, options: options.fit, threads: threads)
        if pair.convolved == .template {
            pair.sumExcess = StarRatio.sumExcess(pair, field, fit.field, threads: threads)
        }
        field.model = pair.model
        onStep(.kernel)
        let variance =
            options.keepsRawDifference ? try Difference.variance(of: pair, kernel: fit.field, threads: threads) : nil
        let difference = try Difference(
            consume pair, kernel: fit.field, options: options.subtraction, threads: threads)
        let sums = difference.kernelSums
        let raw = try variance.map { try MaskedImage(image: difference.image, variance: $0, mask: difference.mask) }
        onStep(.subtraction)
        let white = try WhiteDifference(
            consume difference, kernel: fit.field, psf: field.psf, options: options.tiles, threads: threads)
        onStep(.decorrelation)
        let search = DifferenceSearch(field: field, fit: fit, white: white, sums: sums, options.fit)
        return search.result(options, raw: raw, threads: threads, onStep: onStep)
    }
}
