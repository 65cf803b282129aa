/// A star that a dark or fainter star passes in front of.
public struct MicrolensingEvent: Sendable, Hashable, Identifiable {
    /// Of the event, not of the star.
    public var id: SkyObjectID
    /// The star that is magnified.
    public var source: Star
    /// When the two are closest, MJD TAI.
    public var peakMjdTai: Double
    /// Time to cross the Einstein radius, days.
    public var einsteinTime: Double
    /// Least separation in Einstein radii, 0 ... 1.
    public var impact: Double

    /// Values are taken as they are.
    public init(id: SkyObjectID, source: Star, peakMjdTai: Double, einsteinTime: Double, impact: Double) {
        self.id = id
        self.source = source
        self.peakMjdTai = peakMjdTai
        self.einsteinTime = einsteinTime
        self.impact = impact
    }
}
