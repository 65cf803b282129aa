/// Why an operation on images is refused.
public struct ImagingError: Error, Sendable, Hashable {
    enum Code: Sendable, Hashable { case pixelCount, size, kernel, parameter, noData }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension ImagingError: CustomStringConvertible {
    public var description: String { message }
}
