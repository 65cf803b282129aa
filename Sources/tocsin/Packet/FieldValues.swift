import Avro
import Bytes

/// The values of some fields of a datum, as JSON: a list for a path through an array.
struct FieldValues {
    private let plan: DecodingPlan
    private let row = Row()

    init(schema: Schema, paths: [String]) throws(AvroError) {
        plan = try DecodingPlan(schema: schema, columns: paths)
    }

    /// The value of each path, by path; null where the packet has none.
    func values(of datum: Bytes) throws(AvroError) -> [JSON.Member] {
        try plan.decode(datum, into: row)
        return zip(plan.paths, plan.columns).map { path, column in
            guard path.contains("[]") || path.contains("{}") else { return JSON.Member(path, value(column, at: 0)) }
            return JSON.Member(path, .array((0..<row.rowCount(column)).map { value(column, at: $0) }))
        }
    }

    private func value(_ column: Column, at index: Int) -> JSON {
        switch row.kind(column, at: index) {
        case .absent, .null: .null
        case .boolean: .boolean(row.boolean(column, at: index) ?? false)
        case .int, .long: row.long(column, at: index).map { .integer($0) } ?? .null
        case .float: row.float(column, at: index).map { Self.number($0) } ?? .null
        case .double: row.double(column, at: index).map { Self.number($0) } ?? .null
        case .string, .enumeration: row.string(column, at: index).map { .string($0) } ?? .null
        case .bytes, .fixed, .encoded: .string("\(row.bytes(column, at: index)?.count ?? 0) bytes")
        case .rows: .string("\(row.rows(of: column, at: index).count) rows")
        }
    }

    /// The shortest decimal that reads back as the same number; null for what JSON has no word for.
    private static func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible) -> JSON {
        value.isFinite ? Double(value.description).map { .number($0) } ?? .null : .null
    }
}
