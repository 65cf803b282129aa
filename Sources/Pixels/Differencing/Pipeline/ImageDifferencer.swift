internal import Detection
public import Imaging

/// Subtracts a template from a science image of the same field and finds what has changed.
///
/// Both images are on one grid of pixels, with their sky. The sharper one is convolved so that its stars look like those
/// of the other (`KernelFit`); the noise of the difference is made white again (`WhiteDifference`); peaks are measured
/// with what static stars leave over taken as noise (`StarResiduals`). The result is the same on any number of threads.
public struct ImageDifferencer: Sendable {
    public var options: DifferencerOptions

    public init(options: DifferencerOptions = DifferencerOptions()) { self.options = options }

    /// The difference of two images, and the detections in it.
    ///
    /// Pixels that are masked, not finite or without a variance above 0 are left out. Memory is least where the caller
    /// keeps neither image (`consume`). Complexity: O(pixels x kernel's pixels).
    ///
    /// Throws `DifferencingError` when the images differ in size, have no usable pixel, or none in common, or there are
    /// too few stars; or options are out of range.
    public func run(
        science: consuming MaskedImage, template: consuming MaskedImage, threads: Int = .max
    ) throws -> DifferencingResult {
        try options.check()
        let field = try PreparedField(science: science, template: template, options, threads: threads)
        let fit = try KernelFit(field.pair, stamps: field.stamps, options: options.fit, threads: threads)
        let difference = try Difference(
            field.pair, kernel: fit.field, options: options.subtraction, threads: threads)
        let white = try WhiteDifference(
            difference, of: field.pair, kernel: fit.field, psf: field.psf, options: options.tiles, threads: threads)
        let search = DifferenceSearch(field: field, fit: fit, white: white, sums: difference.kernelSums)
        return search.result(options, raw: options.keepsRawDifference ? difference.image : nil, threads: threads)
    }
}
