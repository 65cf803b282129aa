public import Bytes
internal import SkyMath

extension RecordValues {
    /// Sets a number; a `float` field takes the nearest. NaN and infinities are values like others. A timestamp takes a
    /// time as MJD TAI, to the microsecond that such a number can tell.
    public func set(_ slot: Int?, _ value: Double) {
        guard let slot, contains(slot) else { return }
        switch layout.ops[slot].kind {
        case .double: store(value.bitPattern, at: slot)
        case .float: store(UInt64(Float(value).bitPattern), at: slot)
        default:
            let number = layout.ops[slot].isTimestamp ? Self.microseconds(mjdTai: value) : value
            guard let whole = Int64(exactly: number) else { return reject(slot) }
            set(slot, whole)
        }
    }

    /// Since 1970-01-01 UTC, whole ones.
    private static func microseconds(mjdTai: Double) -> Double {
        ((TimeScale.mjdUtc(fromMjdTai: mjdTai) - 40_587) * 86_400e6).rounded()
    }

    /// Sets a number, bit for bit in a `float` field.
    public func set(_ slot: Int?, _ value: Float) {
        guard let slot, contains(slot) else { return }
        if layout.ops[slot].kind == .float {
            store(UInt64(value.bitPattern), at: slot)
        } else {
            set(slot, Double(value))
        }
    }

    /// Sets an integer, all 64 bits of it in a `long` field; in an enum, the position of the symbol.
    public func set(_ slot: Int?, _ value: Int64) {
        guard let slot, contains(slot) else { return }
        switch layout.ops[slot].kind {
        case .long: store(UInt64(bitPattern: value), at: slot)
        case .int where Int32(exactly: value) != nil: store(UInt64(bitPattern: value), at: slot)
        case .double: store(Double(value).bitPattern, at: slot)
        case .float: store(UInt64(Float(value).bitPattern), at: slot)
        case .enumeration where layout.symbols[slot]?.indices.contains(Int(value)) == true:
            store(UInt64(bitPattern: value), at: slot)
        default: reject(slot)
        }
    }

    /// Sets an integer of any width.
    @inlinable
    public func set<Number: BinaryInteger>(_ slot: Int?, _ value: Number) {
        if let whole = Int64(exactly: value) { set(slot, whole) } else { set(slot, Double(value)) }
    }

    /// Sets a `boolean`.
    public func set(_ slot: Int?, _ value: Bool) {
        guard let slot, contains(slot) else { return }
        guard layout.ops[slot].kind == .boolean else { return reject(slot) }
        store(value ? 1 : 0, at: slot)
    }

    /// Sets a `string`, or the symbol of an enum.
    public func set(_ slot: Int?, _ value: String) {
        guard let slot, contains(slot) else { return }
        switch layout.ops[slot].kind {
        case .string:
            var text = value
            text.withUTF8 { store(text: UnsafeRawBufferPointer($0), at: slot) }
        case .enumeration:
            guard let position = layout.symbols[slot]?.firstIndex(of: value) else { return reject(slot) }
            store(UInt64(position), at: slot)
        default: reject(slot)
        }
    }

    /// Sets a `bytes` field to a copy.
    public func set(_ slot: Int?, _ value: Bytes) {
        guard let slot, contains(slot) else { return }
        guard layout.ops[slot].kind == .bytes else { return reject(slot) }
        value.withUnsafeBytes { store(text: $0, at: slot) }
    }

    /// Sets a field by its name, which costs a search; nil leaves it unset.
    public func set(_ name: String, _ value: Double?) { value.map { set(layout.slot(name), $0) } }

    /// Sets a field by its name, which costs a search.
    public func set(_ name: String, _ value: Int64) { set(layout.slot(name), value) }

    /// Sets a field by its name, which costs a search.
    public func set(_ name: String, _ value: Bool) { set(layout.slot(name), value) }

    /// Sets a field by its name, which costs a search.
    public func set(_ name: String, _ value: String) { set(layout.slot(name), value) }
}
