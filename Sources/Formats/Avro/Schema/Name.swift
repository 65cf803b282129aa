/// The full name of a record, enum or fixed: a namespace of parts joined by dots, and a last part.
public struct Name: Sendable, Hashable, CustomStringConvertible {
    /// Namespace and name joined by a dot; the name alone where the namespace is empty.
    public let full: String

    /// `name` as it stands in a schema: with dots it is whole, without it belongs to `namespace`.
    init(_ name: String, namespace: String?) {
        if name.utf8.contains(UInt8(ascii: ".")) {
            full = name.utf8.first == UInt8(ascii: ".") ? String(name.dropFirst()) : name
        } else if let namespace, !namespace.isEmpty {
            full = "\(namespace).\(name)"
        } else {
            full = name
        }
    }

    /// The name as given, not checked; `isValid` tells whether the specification allows it.
    public init(full: String) { self.full = full }

    /// The parts before the last dot; nil where there is no dot.
    public var namespace: String? {
        full.lastIndex(of: ".").map { String(full[..<$0]) }
    }

    /// The part after the last dot.
    public var short: String {
        full.lastIndex(of: ".").map { String(full[full.index(after: $0)...]) } ?? full
    }

    public var description: String { full }

    /// Whether every part is a letter or `_` followed by letters, digits and `_` (ASCII).
    public var isValid: Bool {
        full.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(Self.isValidPart)
    }

    static func isValidPart(_ part: some StringProtocol) -> Bool {
        guard let first = part.utf8.first, isLetter(first) else { return false }
        return part.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
    }
}
