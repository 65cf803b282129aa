public import Observing
public import SkyMath
public import SkyModel

/// What is to be simulated: one night of a survey that has been observing for a year.
public struct NightPlan: Sendable {
    /// Everything that is drawn depends on it and on the rest of the plan alone.
    public var seed: UInt64 = 1
    /// The one whose visits issue packets.
    public var night: ObservingNight
    /// Nights before it that the scheduler or the opsim database has visits of: the history in the packets.
    public var historyNights = 365
    /// Of the night, from its first; nil for all.
    public var visitCount: Int?
    /// Visits before this time are history too; nil for none.
    public var beginMjdTai: Double?
    /// When the packets of a visit leave.
    public var burst = AlertBurst()
    /// LSST's schema, such as `11.1`, or `ztf-4.02`.
    public var schemaVersion = "11.1"
    /// Packets hold cut-out images.
    public var hasStamps = true
    /// LSST's stamps have a MASK.
    public var hasStampMasks = false
    /// Those that the sky holds.
    public var populations = Set(SkyPopulation.allCases)
    /// Real catalogues that stand for populations.
    public var catalogues = SkyCatalogues()
    /// Real small bodies; nil for the synthetic ones.
    public var smallBodies: SmallBodyCatalogue?
    /// Mean r magnitude of the faintest variable star and nucleus drawn.
    public var faintest = 25.0
    /// Visits of the night and of those before it; nil for the built-in scheduler's.
    public var visits: [Visit]?

    /// With seed 1 and all populations, as the synthetic sky has them.
    public init(night: ObservingNight) { self.night = night }
}
