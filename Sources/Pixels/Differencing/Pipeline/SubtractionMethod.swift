/// How a template is taken from a science image.
public enum SubtractionMethod: String, Sendable, Hashable, CaseIterable {
    /// One image is convolved with a kernel fitted to stars, and the difference's noise made white: `KernelFit`.
    case alardLupton = "alard-lupton"
    /// Both images are filtered by each other's measured PSF: `ProperDifference`.
    case zogy
}
