public import SkyMath

/// A galaxy with an active nucleus that dust does not hide.
public struct ActiveGalaxy: Sendable, Hashable, Identifiable {
    /// The galaxy, whose magnitudes are without the nucleus.
    public var host: Galaxy
    /// Decimal logarithm, solar masses.
    public var logBlackHoleMass: Double
    /// Decimal logarithm of the bolometric luminosity over Eddington's.
    public var logEddingtonRatio: Double
    /// Of the nucleus alone: M_i, AB, K-corrected to z = 0.
    public var absoluteMagnitude: Double
    /// Mean magnitudes of the nucleus alone, AB, dimmed by our Galaxy's dust.
    public var magnitudes: PerBand<Double>

    /// That of the host.
    public var id: SkyObjectID { host.id }

    /// Magnitudes are AB and of the nucleus alone; values are taken as they are.
    public init(
        host: Galaxy, logBlackHoleMass: Double, logEddingtonRatio: Double, absoluteMagnitude: Double,
        magnitudes: PerBand<Double>
    ) {
        self.host = host
        self.logBlackHoleMass = logBlackHoleMass
        self.logEddingtonRatio = logEddingtonRatio
        self.absoluteMagnitude = absoluteMagnitude
        self.magnitudes = magnitudes
    }
}
