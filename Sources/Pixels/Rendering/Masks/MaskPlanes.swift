/// Bits of a mask, numbered and named as LSST's images have them.
public struct MaskPlanes: OptionSet, Sendable, Hashable {
    public var rawValue: Int32

    public init(rawValue: Int32) { self.rawValue = rawValue }

    public static let bad = MaskPlanes(rawValue: 1 << 0)
    public static let saturated = MaskPlanes(rawValue: 1 << 1)
    public static let interpolated = MaskPlanes(rawValue: 1 << 2)
    public static let cosmicRay = MaskPlanes(rawValue: 1 << 3)
    /// Beyond the detector.
    public static let edge = MaskPlanes(rawValue: 1 << 4)
    public static let detected = MaskPlanes(rawValue: 1 << 5)
    public static let detectedNegative = MaskPlanes(rawValue: 1 << 6)

    /// By number of the bit; the header has a card `MP_` NAME of each.
    static let names = ["BAD", "SAT", "INTRP", "CR", "EDGE", "DETECTED", "DETECTED_NEGATIVE"]
}

/// The masks of the three stamps of a detection, width x height, x fastest.
public struct StampMasks: Sendable, Hashable {
    public var science: [MaskPlanes]
    public var template: [MaskPlanes]
    public var difference: [MaskPlanes]
}
