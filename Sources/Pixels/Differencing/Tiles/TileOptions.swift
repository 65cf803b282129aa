/// How the Fourier pass is cut; the defaults are meant for all images.
public struct TileOptions: Sendable, Hashable {
    /// Pixels of a side of what is transformed: 2^a 3^b 5^c.
    public var size = 256
    /// Pixels of a side of what is kept of it, in its middle.
    public var core = 192
    /// Pixels of a side on which the difference's PSF is given, odd.
    public var psfSide = 41
    /// One pixel of so many along each axis is looked at for the noise of blank sky.
    public var calibrationStep = 3

    /// The defaults; ranges are checked where they are used.
    public init() {}

    func check() throws {
        guard (80...4096).contains(size), size % 4 == 0, core >= 16, size - core >= 32, (size - core) % 2 == 0,
            (5...63).contains(psfSide), psfSide % 2 == 1, (1...64).contains(calibrationStep)
        else { throw DifferencingError(.parameter, "tiles that are out of range: \(self)") }
    }
}
