public import Bytes

/// A value of any Avro type. What a record's fields or an enum's symbols are called stands in the schema.
///
/// Two values are equal where their encodings are: floats compare by bits, so NaN equals the same NaN.
public enum Value: Sendable {
    case null
    case boolean(Bool)
    case int(Int32)
    case long(Int64)
    case float(Float)
    case double(Double)
    case bytes(Bytes)
    case string(String)
    case fixed(Bytes)
    /// The position of the symbol.
    case enumeration(Int)
    case array([Value])
    /// In the order written.
    case map([Entry])
    /// The fields in the order of the schema.
    case record([Value])
    indirect case union(branch: Int, Value)

    /// A key of a map and its value.
    public struct Entry: Sendable, Hashable {
        /// The text of the key; that it occurs twice in one map is not checked.
        public var key: String
        /// Of the type of the map's values.
        public var value: Value

        /// `value` under `key`.
        public init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// The value without the union around it, if there is one.
    public var unwrapped: Value {
        if case .union(_, let value) = self { value } else { self }
    }
}

extension Value: Hashable {
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let l), .boolean(let r)): l == r
        case (.int(let l), .int(let r)): l == r
        case (.long(let l), .long(let r)): l == r
        case (.float(let l), .float(let r)): l.bitPattern == r.bitPattern
        case (.double(let l), .double(let r)): l.bitPattern == r.bitPattern
        case (.bytes(let l), .bytes(let r)), (.fixed(let l), .fixed(let r)): l == r
        case (.string(let l), .string(let r)): l.utf8.elementsEqual(r.utf8)
        case (.enumeration(let l), .enumeration(let r)): l == r
        case (.array(let l), .array(let r)), (.record(let l), .record(let r)): l == r
        case (.map(let l), .map(let r)): l == r
        case (.union(let l, let x), .union(let r, let y)): l == r && x == y
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .boolean(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .long(let value): hasher.combine(value)
        case .float(let value): hasher.combine(value.bitPattern)
        case .double(let value): hasher.combine(value.bitPattern)
        case .bytes(let value), .fixed(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value.utf8.count)
        case .enumeration(let value): hasher.combine(value)
        case .array(let values), .record(let values): hasher.combine(values)
        case .map(let entries): hasher.combine(entries.count)
        case .union(let branch, let value):
            hasher.combine(branch)
            hasher.combine(value)
        }
    }
}

extension Value {
    /// What kind of value this is, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "boolean"
        case .int: "int"
        case .long: "long"
        case .float: "float"
        case .double: "double"
        case .bytes: "bytes"
        case .string: "string"
        case .fixed: "fixed"
        case .enumeration: "enum"
        case .array: "array"
        case .map: "map"
        case .record: "record"
        case .union: "union"
        }
    }
}
