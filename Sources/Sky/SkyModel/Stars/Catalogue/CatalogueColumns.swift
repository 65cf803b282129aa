public import SkyMath

/// The names of a catalogue's columns.
public struct CatalogueColumns: Sendable, Hashable {
    /// ICRS, degrees.
    public var ra: String
    public var dec: String
    /// Mean AB magnitudes; at least one band.
    public var magnitudes: [Passband: String]
    /// Of right ascension times cos(dec), mas/yr.
    public var properMotionRA: String?
    /// mas/yr.
    public var properMotionDec: String?
    /// mas.
    public var parallax: String?
    /// A case of `VariabilityClass` by its name, such as `rrLyraeAB`.
    public var variability: String?

    public init(
        ra: String = "ra", dec: String = "dec", magnitudes: [Passband: String], properMotionRA: String? = nil,
        properMotionDec: String? = nil, parallax: String? = nil, variability: String? = nil
    ) {
        self.ra = ra
        self.dec = dec
        self.magnitudes = magnitudes
        self.properMotionRA = properMotionRA
        self.properMotionDec = properMotionDec
        self.parallax = parallax
        self.variability = variability
    }
}
