/// A record's values with the places of its fields: a field that is not set is null, one that the schema version lacks is
/// passed over.
public struct FieldRow<Field: RecordField> {
    public let values: RecordValues
    public let slots: FieldSlots<Field>

    public init(_ layout: RecordLayout, _ slots: FieldSlots<Field>) {
        values = RecordValues(layout)
        self.slots = slots
    }

    @inlinable public func set(_ field: Field, _ number: Double) { values.set(slots[field], number) }
    @inlinable public func set(_ field: Field, _ number: Int64) { values.set(slots[field], number) }
    @inlinable public func set(_ field: Field, _ flag: Bool) { values.set(slots[field], flag) }
    @inlinable public func set(_ field: Field, _ text: String) { values.set(slots[field], text) }
}
