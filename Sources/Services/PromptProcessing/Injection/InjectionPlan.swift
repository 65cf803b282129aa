/// What is added to an image to see what a search finds of it.
public struct InjectionPlan: Sendable, Hashable {
    /// Point sources.
    public var count = 200
    /// Of the optimal S/N in the image they are added to, on blank sky; logarithmically even between both.
    public var signalToNoise = 4.0...50.0
    /// Share of sources that is put near sources of the image, as transients are in hosts; the others lie anywhere.
    public var nearSources = 0.5
    /// Share that is taken away instead of added.
    public var negative = 0.0
    /// Of the usable pixels, those so near the edge get none.
    public var edge = 25
    /// Sources keep so many pixels from each other.
    public var distance = 30.0
    /// The same seed gives the same sources.
    public var seed: UInt64 = 1

    /// The defaults; ranges are checked by `Injector`.
    public init() {}

    func check() throws {
        guard (1...1_000_000).contains(count), signalToNoise.lowerBound > 0, signalToNoise.upperBound.isFinite,
            (0...1).contains(nearSources), (0...1).contains(negative), (0...10_000).contains(edge), distance >= 0
        else { throw PromptProcessingError(.argument, "an injection that is out of range: \(self)") }
    }
}

/// A source that was added.
public struct InjectedSource: Sendable, Hashable {
    /// Pixels, the first one's centre 0.
    public var x: Double
    /// Pixels along y, the first one's centre 0.
    public var y: Double
    /// In the unit of the image, below 0 where it was taken away.
    public var flux: Double
    /// Optimal S/N on blank sky of the image.
    public var signalToNoise: Double
    /// Whether it was put near a source of the image.
    public var isNearSource: Bool

    /// A `flux` below 0 is for light that was taken away.
    public init(x: Double, y: Double, flux: Double, signalToNoise: Double, isNearSource: Bool) {
        (self.x, self.y, self.flux) = (x, y, flux)
        (self.signalToNoise, self.isNearSource) = (signalToNoise, isNearSource)
    }
}
