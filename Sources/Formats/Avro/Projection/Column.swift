/// Where a row keeps the value of one path. Valid for the plan that gave it.
public struct Column: Sendable, Hashable {
    @usableFromInline let table: Int
    @usableFromInline let index: Int

    init(table: Int, index: Int) {
        self.table = table
        self.index = index
    }
}

/// What a column holds in one row.
public enum ColumnKind: Sendable, Hashable {
    /// The writer's schema has no such field, or a record around it is null.
    case absent
    case null, boolean, int, long, float, double, bytes, string, fixed, enumeration
    /// An array or map, whose items are rows of a child table.
    case rows
    /// A record, or a value within a recursive type, as its encoded bytes.
    case encoded
}
