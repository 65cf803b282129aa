/// The parts of an event's identifier, `ivo://authority/resource#local`.
public struct EventIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// Who gives the names.
    public let authority: String
    /// With its slash; empty where there is none.
    public let resource: String
    /// The event among the resource's.
    public let local: String

    /// - Throws: `VOEventError` that says which part is wrong.
    /// - Source: IVOA Identifiers 2.0, section 2; the local part is VOEvent's.
    public init(_ text: String) throws(VOEventError) {
        guard text.lowercased().hasPrefix("ivo://") else {
            throw VOEventError("\(text.quoted) does not begin with ivo://.")
        }
        guard URIText.isValid(text), text.utf8.allSatisfy({ $0 < 128 }) else {
            throw VOEventError("\(text.quoted) is no URI of ASCII characters.")
        }
        let parts = text.dropFirst(6).split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw VOEventError("\(text.quoted) names no single event: it needs a # and a name after it.")
        }
        let slash = parts[0].firstIndex(of: "/") ?? parts[0].endIndex
        guard parts[0][..<slash].count >= 3 else {
            throw VOEventError("\(text.quoted) has no authority of three characters or more.")
        }
        authority = String(parts[0][..<slash])
        resource = String(parts[0][slash...])
        local = String(parts[1])
    }

    public var description: String { "ivo://\(authority)\(resource)#\(local)" }
}
