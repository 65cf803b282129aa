public import Imaging

/// The masks of the three stamps of a detection, width x height, x fastest.
public struct StampMasks: Sendable, Hashable {
    /// Of the science stamp.
    public var science: [MaskPlanes]
    /// Of the template stamp.
    public var template: [MaskPlanes]
    /// Of the difference stamp.
    public var difference: [MaskPlanes]
}

extension MaskPlanes {
    /// The planes that a stamp's header names: those that a stamp can have.
    static let stampNames = names.prefix(7)
}
