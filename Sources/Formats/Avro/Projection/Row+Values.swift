public import Bytes

extension Row {
    /// A number widened to double (int, long, float, double); nil for all else. Longs beyond 2^53 lose digits.
    @inlinable
    public func double(_ column: Column, at row: Int = 0) -> Double? {
        let slot = slot(column, row)
        switch slot.kind {
        case .double: return Double(bitPattern: slot.bits)
        case .float: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: slot.bits)))
        case .int, .long: return Double(Int64(bitPattern: slot.bits))
        default: return nil
        }
    }

    /// A float, or an int or long that a float holds exactly.
    @inlinable
    public func float(_ column: Column, at row: Int = 0) -> Float? {
        let slot = slot(column, row)
        switch slot.kind {
        case .float: return Float(bitPattern: UInt32(truncatingIfNeeded: slot.bits))
        case .int, .long: return Float(exactly: Int64(bitPattern: slot.bits))
        default: return nil
        }
    }

    /// An int or long.
    @inlinable
    public func long(_ column: Column, at row: Int = 0) -> Int64? {
        let slot = slot(column, row)
        return slot.kind == .long || slot.kind == .int ? Int64(bitPattern: slot.bits) : nil
    }

    /// An int, or a long that fits 32 bits.
    @inlinable
    public func int(_ column: Column, at row: Int = 0) -> Int32? {
        long(column, at: row).flatMap { Int32(exactly: $0) }
    }

    /// A boolean.
    @inlinable
    public func boolean(_ column: Column, at row: Int = 0) -> Bool? {
        let slot = slot(column, row)
        return slot.kind == .boolean ? slot.bits != 0 : nil
    }

    /// The bytes of a bytes, fixed or string, or the encoding of a value kept whole: a view of the packet.
    @inlinable
    public func bytes(_ column: Column, at row: Int = 0) -> Bytes? {
        let slot = slot(column, row)
        switch slot.kind {
        case .bytes, .fixed, .string, .encoded:
            let start = Int(truncatingIfNeeded: slot.bits)
            return state.pointee.packet.slice(start..<start + slot.length)
        default: return nil
        }
    }

    /// The text of a string or the symbol of an enum; nil for all else and where the text is not UTF-8.
    public func string(_ column: Column, at row: Int = 0) -> String? {
        let slot = slot(column, row)
        switch slot.kind {
        case .string: return bytes(column, at: row)?.utf8Text
        case .symbol: return state.pointee.program?.symbols[slot.length]?[Int(slot.bits)]
        default: return nil
        }
    }

    /// What the column holds.
    public func kind(_ column: Column, at row: Int = 0) -> ColumnKind {
        switch slot(column, row).kind {
        case .null: .null
        case .boolean: .boolean
        case .int: .int
        case .long: .long
        case .float: .float
        case .double: .double
        case .bytes: .bytes
        case .string: .string
        case .fixed: .fixed
        case .symbol: .enumeration
        case .rows: .rows
        case .encoded: .encoded
        default: .absent
        }
    }

    /// Whether the column has a value: neither absent nor null.
    @inlinable
    public func hasValue(_ column: Column, at row: Int = 0) -> Bool {
        let kind = slot(column, row).kind
        return kind != .absent && kind != .null
    }

    /// The rows of the child table that are the items of the array or map `column`; empty where it is null or absent.
    @inlinable
    public func rows(of column: Column, at row: Int = 0) -> Range<Int> {
        let slot = slot(column, row)
        guard slot.kind == .rows else { return 0..<0 }
        let first = Int(truncatingIfNeeded: slot.bits)
        return first..<first + slot.length
    }

    /// Number of rows in the table that `column` belongs to: 1 in the root table, the items read so far in others.
    @inlinable
    public func rowCount(_ column: Column) -> Int {
        column.table < state.pointee.tableCount ? state.pointee.tables[column.table].count : 0
    }
}
