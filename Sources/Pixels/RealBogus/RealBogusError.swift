/// Why a model, its calibration or a candidate is refused.
public struct RealBogusError: Error, Sendable, Hashable {
    enum Code: Sendable, Hashable { case malformed, unsupported, limit, parameter, size }

    let code: Code
    let message: String
    /// Line of the model's text, counted from 1.
    public let line: Int?

    init(_ code: Code, _ message: String, line: Int? = nil) {
        self.code = code
        self.message = message
        self.line = line
    }
}

extension RealBogusError: CustomStringConvertible {
    public var description: String { line.map { "line \($0): \(message)" } ?? message }
}
