internal import Avro

/// Why a packet could not be made into alerts, and where in it the fault lies.
public struct AlertModelError: Error, Sendable, Hashable {
    enum Code: String, Sendable, Hashable { case framing, schema, decode, mapping, stamp }

    let code: Code
    let message: String
    /// What the Avro reader or the FITS reader said.
    let cause: String?
    /// Offset in bytes from the start of the packet; nil where the fault is not at one place.
    public let offset: Int?
    /// The field, such as `prvDiaSources[3].ra`.
    public let path: String
    /// diaSourceId or candid of the alert, where it was read before the fault.
    public internal(set) var alertID: Int64?

    init(_ code: Code, _ message: String, offset: Int? = nil, path: String = "", cause: String? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
        self.path = path
        self.cause = cause
    }

    init(_ code: Code, _ message: String, _ error: AvroError, at base: Int = 0) {
        self.init(
            code, message, offset: error.offset.map { $0 + base }, path: error.path, cause: error.description)
    }

    /// Short and bounded, for counting: `framing`, `schema`, `decode`, `mapping` or `stamp`.
    public var reason: String { code.rawValue }
}

extension AlertModelError: CustomStringConvertible {
    public var description: String {
        var text = alertID.map { "alert \($0): \(message)" } ?? message
        if let cause { return "\(text): \(cause)" }
        var place: [String] = []
        if let offset { place.append("byte \(offset)") }
        if !path.isEmpty { place.append("field \(path)") }
        if !place.isEmpty { text += " (at \(place.joined(separator: ", ")))" }
        return text
    }
}
