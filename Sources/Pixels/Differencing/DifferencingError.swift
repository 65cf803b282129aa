/// Why two images cannot be subtracted.
public struct DifferencingError: Error, Sendable, Hashable {
    enum Code: Sendable, Hashable { case size, parameter, fewStamps, singular, noData }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension DifferencingError: CustomStringConvertible {
    public var description: String { message }
}
