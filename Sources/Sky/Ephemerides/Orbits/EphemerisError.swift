/// Why an orbit could not be read, or a place not be computed.
public struct EphemerisError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Kinds of errors, for programs to tell apart.
    public enum Reason: Sendable, Hashable {
        /// The text is not what the format asks for.
        case badText
        /// Numbers that no orbit has: NaN, a negative perihelion distance or eccentricity.
        case notAnOrbit
        /// A time outside of what the planets were computed for.
        case outsideSpan
        /// The integrator's step shrank to nothing: a collision, or almost.
        case noConvergence
    }

    /// Kind of the error.
    public var reason: Reason
    /// What is wrong, in words; `description` adds line and column.
    public var message: String
    /// Line of the text, from 1; nil where there is no text.
    public var line: Int?
    /// Column of the text (CSV field, or character of fixed columns), from 1.
    public var column: Int?

    /// `line` and `column` count from 1; nil where there are none.
    public init(_ reason: Reason, _ message: String, line: Int? = nil, column: Int? = nil) {
        self.reason = reason
        self.message = message
        self.line = line
        self.column = column
    }

    public var description: String {
        let place = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap(\.self).joined(
            separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}
