/// How stamps are shown, as an address says it: `?stretch=asinh&limits=zscale&scale=4`.
public struct StampOptions: Sendable, Hashable {
    /// How brightness follows value between the limits.
    public var stretch: StampStretch
    /// Which values are black and white.
    public var limits: StampLimits
    /// Screen pixels along a pixel, 1 ... 32.
    public var scale: Int

    /// Fields as given; a scale outside 1 ... 32 becomes the nearer end.
    public init(stretch: StampStretch = .asinh, limits: StampLimits = .zscale, scale: Int = 4) {
        self.stretch = stretch
        self.limits = limits
        self.scale = min(max(scale, 1), 32)
    }

    /// Takes what `parameter` gives for `stretch`, `limits` and `scale`; what is missing or unknown is as usual.
    public init(parameter: (String) -> String?) {
        self.init(
            stretch: parameter("stretch").flatMap(StampStretch.init) ?? .asinh,
            limits: parameter("limits").flatMap(StampLimits.init) ?? .zscale,
            scale: parameter("scale").flatMap { Int($0) } ?? 4)
    }

    /// Without the question mark, unescaped.
    public var query: String { "stretch=\(stretch.rawValue)&limits=\(limits)&scale=\(scale)" }
}
