/// An asteroid, comet or other small body as a catalogue lists it.
public struct SmallBody: Sendable, Hashable {
    public var designation: String
    public var orbit: OrbitalElements
    /// Absolute magnitude H, of comets the total one; nil where the catalogue has none.
    public var absoluteMagnitude: Double?
    /// Slope G; nil where the catalogue has none.
    public var slope: Double?

    public init(designation: String, orbit: OrbitalElements, absoluteMagnitude: Double? = nil, slope: Double? = nil) {
        self.designation = designation
        self.orbit = orbit
        self.absoluteMagnitude = absoluteMagnitude
        self.slope = slope
    }

    public var phaseCurve: PhaseCurve { .hg(slope: slope ?? 0.15) }
}

extension OrbitalElements {
    /// Refuses numbers that no orbit has, with the place in the text.
    func checked(line: Int) throws(EphemerisError) -> OrbitalElements {
        do { _ = try state() } catch { throw EphemerisError(.notAnOrbit, error.message, line: line) }
        return self
    }
}
