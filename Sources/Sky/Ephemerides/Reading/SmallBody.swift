/// An asteroid, comet or other small body as a catalogue lists it.
public struct SmallBody: Sendable, Hashable {
    /// As the catalogue writes it.
    public var designation: String
    /// Heliocentric elements at the catalogue's epoch.
    public var orbit: OrbitalElements
    /// Absolute magnitude H, of comets the total one; nil where the catalogue has none.
    public var absoluteMagnitude: Double?
    /// Slope G; nil where the catalogue has none.
    public var slope: Double?
    /// The Minor Planet Center's packed form, at most eight characters; nil where the catalogue has none and the name
    /// tells none.
    public var packedDesignation: String?
    /// How well the orbit is known; nil where the catalogue does not tell.
    public var fit: OrbitFit?

    /// - Parameter packedDesignation: nil for that of `designation`.
    public init(
        designation: String, orbit: OrbitalElements, absoluteMagnitude: Double? = nil, slope: Double? = nil,
        packedDesignation: String? = nil, fit: OrbitFit? = nil
    ) {
        self.packedDesignation = packedDesignation ?? PackedDesignation.packed(designation)
        self.fit = fit
        self.designation = designation
        self.orbit = orbit
        self.absoluteMagnitude = absoluteMagnitude
        self.slope = slope
    }

    /// The H, G law, with G = 0.15 where the catalogue has none.
    public var phaseCurve: PhaseCurve { .hg(slope: slope ?? 0.15) }
}

/// What an orbit was fitted to, as catalogues tell it; what they do not tell is nil.
public struct OrbitFit: Sendable, Hashable {
    /// The uncertainty parameter U, 0 (good) to 9.
    public var uncertainty: Int?
    /// Number of observations fitted.
    public var observations: Int?
    /// Number of oppositions observed.
    public var oppositions: Int?
    /// From the first observation to the last; nil where the catalogue gives years.
    public var arcDays: Double?
    /// Root mean square of the residuals, arcsec.
    public var rmsArcsec: Double?

    /// What is not told is nil.
    public init(
        uncertainty: Int? = nil, observations: Int? = nil, oppositions: Int? = nil, arcDays: Double? = nil,
        rmsArcsec: Double? = nil
    ) {
        self.uncertainty = uncertainty
        self.observations = observations
        self.oppositions = oppositions
        self.arcDays = arcDays
        self.rmsArcsec = rmsArcsec
    }
}

extension OrbitalElements {
    /// Refuses numbers that no orbit has, with the place in the text.
    func checked(line: Int) throws(EphemerisError) -> OrbitalElements {
        do { _ = try state() } catch { throw EphemerisError(.notAnOrbit, error.message, line: line) }
        return self
    }
}
