/// What a difference is made of, in the order in which it is done.
public enum DifferencingStep: Int, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// Sky and noise of both images, the stars that both show, and the PSF of the image that is not convolved.
    case preparation
    case kernel
    case subtraction
    /// The noise made white, and the filter for point sources.
    case decorrelation
    /// In place of the three before: PSFs of both images and their proper difference.
    case properSubtraction
    /// Peaks found, told from the residuals of static sources, and measured.
    case search

    public var description: String {
        switch self {
        case .preparation: "sky, stars, PSF"
        case .kernel: "kernel"
        case .subtraction: "subtraction"
        case .decorrelation: "decorrelation and filter"
        case .properSubtraction: "PSFs and proper subtraction"
        case .search: "search and measurement"
        }
    }
}
