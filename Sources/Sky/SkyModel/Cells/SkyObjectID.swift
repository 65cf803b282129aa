internal import SkyMath

/// The stable number of an object: what it is, in which cell and block it was drawn, and as which one there.
///
/// 63 bits, so that it is also a positive `Int64`: kind (5), cell (18), block (16), index (24). An object can be drawn
/// again from its identifier and the seed alone. Of a catalogue's object, block and index are a hash of its own name.
public struct SkyObjectID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// All fields in one number: kind from bit 58 up, cell from 40, block from 24, index from 0.
    public let rawValue: UInt64

    /// What the number identifies. The raw values are part of the identifiers and never change.
    public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        case star = 1
        case galaxy = 2
        case transient = 3
        case microlensing = 4
        case catalogueStar = 5
        case catalogueGalaxy = 6
        case catalogueTransient = 7
    }

    /// Numbers beyond what the fields hold are taken modulo their size.
    ///
    /// - Parameters:
    ///   - cell: nested HEALPix pixel at `SkyCells.order`.
    ///   - block: magnitude layer of a star or galaxy; time window (and class) of an event.
    public init(kind: Kind, cell: Int64, block: Int, index: Int) {
        let place = UInt64(bitPattern: cell) & 0x3FFFF
        rawValue =
            UInt64(kind.rawValue) << 58 | place << 40 | UInt64(truncatingIfNeeded: block & 0xFFFF) << 24
            | UInt64(truncatingIfNeeded: index & 0xFF_FFFF)
    }

    /// Nil for numbers that no object can have.
    public init?(rawValue: UInt64) {
        guard Kind(rawValue: UInt8(truncatingIfNeeded: rawValue >> 58)) != nil,
            Int64(rawValue >> 40 & 0x3FFFF) < SkyCells.grid.pixelCount
        else { return nil }
        self.rawValue = rawValue
    }

    /// What the number identifies.
    public var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: rawValue >> 58)) ?? .star }
    /// Nested HEALPix pixel at `SkyCells.order`.
    public var cell: Int64 { Int64(rawValue >> 40 & 0x3FFFF) }
    /// Magnitude layer of a star or galaxy, time window (and class) of an event; 0 ... 65535.
    public var block: Int { Int(rawValue >> 24 & 0xFFFF) }
    /// Which one of its cell and block; 0 ... 2^24 - 1.
    public var index: Int { Int(rawValue & 0xFF_FFFF) }

    public var description: String { "\(kind) \(rawValue)" }

    public static func < (left: SkyObjectID, right: SkyObjectID) -> Bool { left.rawValue < right.rawValue }
}
