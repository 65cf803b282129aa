/// How artefacts are told from stars; CompareWarp's numbers where it has them (AlSayyad, DMTN-080).
public struct ArtefactOptions: Sendable, Hashable {
    /// Standard deviations that a detection must reach, in so many of its pixels.
    public var threshold: Float = 7.5
    /// Pixels of a detection that must reach `threshold`.
    public var leastArea = 4
    /// Standard deviations out to which a detection reaches.
    public var edgeThreshold: Float = 3
    /// Pixels by which a rejected region is grown.
    public var growth = 3
    /// An artefact is in at most min(fewShare n, fewBase + fewSlope n) of n exposures ...
    public var fewShare = 0.4
    /// The constant part of the second bound, in exposures.
    public var fewBase = 2.0
    /// By how much that bound grows with each exposure.
    public var fewSlope = 0.03
    /// ... in more than this share of its pixels.
    public var leastShare = 0.5
    /// Detections of which more than half is in sources of this S/N are kept: their PSFs do not match well enough.
    public var brightSignificance: Float = 300
    /// What matched exposures may differ by: a fraction of the light, beside each exposure's measured mismatch, and shifts
    /// in pixels.
    public var tolerance: Float = 0.02
    /// Pixels that a source may be shifted by between matched exposures.
    public var shift: Float = 0.05
    /// S/N from which a static source may be variable: a detection like a star and on its peak is kept.
    public var starSignificance: Float = 10
    /// Exposures that a pixel must have to reject any.
    public var leastExposures = 3

    /// The defaults.
    public init() {}

    func check() throws {
        guard threshold > 0, edgeThreshold > 0, edgeThreshold <= threshold, leastArea > 0, (0...100).contains(growth),
            (0...1).contains(fewShare), fewBase >= 0, fewSlope >= 0, (0...1).contains(leastShare),
            brightSignificance > 0, tolerance >= 0, shift >= 0, starSignificance > 0, leastExposures >= 3
        else { throw TemplatesError(.parameter, "options of the artefacts' search that are out of range: \(self)") }
    }

    /// The most exposures of n that an artefact is in.
    func few(of count: Int) -> Int { Int(min(fewShare * Double(count), fewBase + fewSlope * Double(count))) }
}
