/// How a difference is made; the defaults are meant for all images.
public struct SubtractionOptions: Sendable, Hashable {
    /// Pixels of a side of the blocks in which the kernel is the same.
    public var block = 32
    /// Pixels that a masked pixel of the convolved image spreads: the kernel's core.
    public var coreRadius = 3.2
    /// Pixels of a side of the cells of the difference's background.
    public var backgroundCell = 128
    /// The template above so many standard deviations of its sky, smoothed by two pixels, keeps a pixel out of the
    /// background.
    public var sourceThreshold = 3.0

    /// The defaults; ranges are checked where a difference is made.
    public init() {}

    func check() throws {
        guard (4...1024).contains(block), (0...31).contains(coreRadius), (16...4096).contains(backgroundCell),
            sourceThreshold > 0
        else { throw DifferencingError(.parameter, "options of the subtraction that are out of range: \(self)") }
    }
}
