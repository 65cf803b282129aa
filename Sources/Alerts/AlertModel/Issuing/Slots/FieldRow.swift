/// A record's values with the places of its fields: a field that is not set is null, one that the schema version lacks is
/// passed over.
public struct FieldRow<Field: RecordField> {
    /// The values set so far, of which `EncodedRecord` makes the record.
    public let values: RecordValues
    /// Where the fields stand in the layout of `values`.
    public let slots: FieldSlots<Field>

    /// No field set; `slots` must be of the same layout.
    public init(_ layout: RecordLayout, _ slots: FieldSlots<Field>) {
        values = RecordValues(layout)
        self.slots = slots
    }

    /// Sets a number by the rules of `RecordValues`; a timestamp takes a time as MJD TAI.
    @inlinable public func set(_ field: Field, _ number: Double) { values.set(slots[field], number) }
    /// Sets an integer, all 64 bits of it in a `long` field; in an enum, the position of the symbol.
    @inlinable public func set(_ field: Field, _ number: Int64) { values.set(slots[field], number) }
    /// Sets a `boolean`.
    @inlinable public func set(_ field: Field, _ flag: Bool) { values.set(slots[field], flag) }
    /// Sets a `string`, or the symbol of an enum.
    @inlinable public func set(_ field: Field, _ text: String) { values.set(slots[field], text) }
}
