/// A JSON value (RFC 8259). Objects keep the order of their members; whole numbers keep all 64 bits.
public enum JSON: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// A number written without fraction or exponent that fits 64 bits.
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name and its value.
    public struct Member: Sendable, Hashable {
        /// Without quotes and escapes.
        public var name: String
        /// What stands behind the colon.
        public var value: JSON

        /// The member `name` of an object.
        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The member called `name`; nil where there is none or this is no object. Complexity: O(members).
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text of a string.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// What kind of value this is, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
