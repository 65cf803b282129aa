/// One value of a row: 64 bits of content, its kind, and a length where the content is an offset into the packet.
@usableFromInline
struct Slot {
    @usableFromInline var bits: UInt64
    @usableFromInline var meta: UInt64

    @inlinable @inline(__always)
    init(_ kind: SlotKind, bits: UInt64, length: UInt64 = 0) {
        self.bits = bits
        meta = length << 8 | UInt64(kind.rawValue)
    }

    @inlinable @inline(__always)
    var kind: SlotKind { SlotKind(rawValue: UInt8(truncatingIfNeeded: meta)) }

    @inlinable @inline(__always)
    var length: Int { Int(truncatingIfNeeded: meta >> 8) }
}

/// What a slot holds. Memory of zeros is a row of absent values.
@usableFromInline
struct SlotKind: Equatable {
    @usableFromInline let rawValue: UInt8

    @inlinable @inline(__always)
    init(rawValue: UInt8) { self.rawValue = rawValue }

    @usableFromInline static var absent: SlotKind { SlotKind(rawValue: 0) }
    @usableFromInline static var null: SlotKind { SlotKind(rawValue: 1) }
    @usableFromInline static var boolean: SlotKind { SlotKind(rawValue: 2) }
    @usableFromInline static var int: SlotKind { SlotKind(rawValue: 3) }
    @usableFromInline static var long: SlotKind { SlotKind(rawValue: 4) }
    @usableFromInline static var float: SlotKind { SlotKind(rawValue: 5) }
    @usableFromInline static var double: SlotKind { SlotKind(rawValue: 6) }
    @usableFromInline static var bytes: SlotKind { SlotKind(rawValue: 7) }
    @usableFromInline static var string: SlotKind { SlotKind(rawValue: 8) }
    @usableFromInline static var fixed: SlotKind { SlotKind(rawValue: 9) }
    /// `bits` is the symbol's position, `length` the type in the schema.
    @usableFromInline static var symbol: SlotKind { SlotKind(rawValue: 10) }
    /// `bits` is the first row in the child table, `length` the number of rows.
    @usableFromInline static var rows: SlotKind { SlotKind(rawValue: 11) }
    /// The encoding of a whole value; `bits` is the offset.
    @usableFromInline static var encoded: SlotKind { SlotKind(rawValue: 12) }
}
