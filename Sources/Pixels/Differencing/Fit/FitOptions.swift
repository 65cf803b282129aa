/// How a kernel is fitted; the defaults are meant for all images.
public struct FitOptions: Sendable, Hashable {
    /// Functions that the kernel is made of.
    public var basis = KernelBasis.standard
    /// Total degree of the polynomials of the position, 0 to 10; the ridge keeps what the stars do not ask for near 0.
    public var order = 6
    /// Pixels on each side of a star that are fitted, in a circle.
    public var stampRadius = 14
    /// Of the stamps given, so many are looked at; the best should come first. A stamp takes 0.1 MB.
    public var mostStamps = 1200
    /// Two at least: the first is a short one.
    public var passes = 3
    /// Steps of the ridge's estimation in the last pass; in the others it is one.
    public var ridgeSteps = 1
    /// A mode of the kernel is kept when a mean star tells so many times more of it than the noise of the convolved
    /// image.
    public var leastInformation = 2.0
    /// A stamp is dropped when its chi^2 lies so many scatters above the median.
    public var clipping = 4.0
    /// Points along a side of the grid on which the kernel's uncertainty is given.
    public var uncertaintyPoints = 7

    /// The defaults; ranges are checked where they are used.
    public init() {}

    func check() throws {
        guard (0...10).contains(order), (3...31).contains(stampRadius), (2...20).contains(passes),
            (1...50).contains(ridgeSteps), leastInformation > 0, (10...100_000).contains(mostStamps), clipping > 0,
            (2...65).contains(uncertaintyPoints)
        else { throw DifferencingError(.parameter, "options of the kernel's fit that are out of range: \(self)") }
    }
}
