/// Bits of a mask, numbered and named as LSST's images have them.
public struct MaskPlanes: OptionSet, Sendable, Hashable {
    /// One bit for each plane, that of `bad` the lowest.
    public var rawValue: UInt16

    /// From bits, all of which are kept.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A defect, not to be used.
    public static let bad = MaskPlanes(rawValue: 1 << 0)
    /// More light than the detector can measure.
    public static let saturated = MaskPlanes(rawValue: 1 << 1)
    /// The value was made from other pixels; alone it does not keep the pixel out.
    public static let interpolated = MaskPlanes(rawValue: 1 << 2)
    /// A cosmic ray, or what looks like one.
    public static let cosmicRay = MaskPlanes(rawValue: 1 << 3)
    /// Beyond the detector, or so near its edge that an operation lacked pixels.
    public static let edge = MaskPlanes(rawValue: 1 << 4)
    /// Part of a source; does not keep the pixel out.
    public static let detected = MaskPlanes(rawValue: 1 << 5)
    /// Part of a source below 0; does not keep the pixel out.
    public static let detectedNegative = MaskPlanes(rawValue: 1 << 6)
    /// Measured, but not to be relied on: non-linear, or next to a defect.
    public static let suspect = MaskPlanes(rawValue: 1 << 7)
    /// Nothing was measured.
    public static let noData = MaskPlanes(rawValue: 1 << 8)

    /// By number of the bit; the header has a card `MP_` NAME of each.
    public static let names = [
        "BAD", "SAT", "INTRP", "CR", "EDGE", "DETECTED", "DETECTED_NEGATIVE", "SUSPECT", "NO_DATA",
    ]

    /// The planes that keep a pixel out of statistics and fits: `bad`, `saturated`, `cosmicRay`, `edge`, `noData`.
    ///
    /// The others say something of a pixel that still counts.
    public static let excluding: MaskPlanes = [.bad, .saturated, .cosmicRay, .edge, .noData]
}
