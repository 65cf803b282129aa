public import SkyMath

/// Limits and habits of the built-in scheduler.
public struct SurveyPlan: Sendable, Hashable {
    /// The night that is number 1; 2026-11-20 where nobody says.
    public var firstNight: ObservingNight
    /// Altitude of the Sun, degrees, below which exposures begin.
    public var sunLimit = -12.0
    /// Greatest airmass of a field that is chosen, as 1 / cos(zenith distance).
    public var airmassLimit = 1.5
    /// Degrees.
    public var moonDistanceLimit = 30.0
    /// Extinction, mag, from which on the dome stays shut.
    public var cloudLimit = 1.0
    /// Shutter-open time of a visit, which is one exposure.
    public var exposureSeconds = 30.0
    /// Shutter and start of the exposure, beside slew and settling.
    public var overheadSeconds = 2.0
    /// Fields of a block; the block is seen twice, its length is the time between the two visits of a pair.
    public var fieldsPerBlock = 40
    /// Nights after which a field is due again.
    public var cadenceNights = 3
    /// Filters that the camera has; none means all.
    public var bands = Set(Passband.allCases)

    /// - Parameter firstNight: nights are what they are by their number from it, so that runs which begin on different
    ///   nights see one survey where they leave it out.
    public init(firstNight: ObservingNight = ObservingNight(mjd: 61_364)) { self.firstNight = firstNight }

    /// That of twilight: z, or the nearest that there is.
    var reddest: Passband { [.z, .i, .y, .r, .g].first(where: bands.contains) ?? (bands.isEmpty ? .z : .u) }
}
