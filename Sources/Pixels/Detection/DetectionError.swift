/// Why a measurement is refused.
public struct DetectionError: Error, Sendable, Hashable {
    enum Code: Sendable, Hashable { case size, parameter, noData, stars }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension DetectionError: CustomStringConvertible {
    public var description: String { message }
}
