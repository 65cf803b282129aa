/// The fields of a record as cases, whose names are those of the fields and whose numbers count from 0.
public protocol RecordField: CaseIterable, RawRepresentable, Sendable where RawValue == Int {}

/// The slots of a record's fields, looked up once: `values.set(slots[.psfFlux], 812.5)`.
///
/// A field that the layout's version lacks has the slot nil, and setting it does nothing.
public struct FieldSlots<Field: RecordField>: Sendable {
    @usableFromInline let slots: [Int?]

    /// Complexity: O(fields).
    public init(_ layout: RecordLayout) { slots = Field.allCases.map { layout.slot("\($0)") } }

    /// The slot of a field. Complexity: O(1).
    @inlinable
    public subscript(field: Field) -> Int? { slots[field.rawValue] }
}
