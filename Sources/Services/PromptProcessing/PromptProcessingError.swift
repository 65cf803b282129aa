/// What kept images from being processed, with the file it concerns.
public struct PromptProcessingError: Error, Sendable, Hashable, CustomStringConvertible {
    enum Code: Sendable, Hashable { case file, size, argument, noData, step }

    let code: Code
    let message: String
    /// The file, as it was named; nil where it is not of one file.
    public let path: String?

    init(_ code: Code, _ message: String, path: String? = nil) {
        (self.code, self.message, self.path) = (code, message, path)
    }

    /// A fault of a floor below, with the file it was found in.
    init(_ error: any Error, path: String) {
        if let error = error as? PromptProcessingError, error.path != nil {
            self = error
        } else {
            self.init(.step, "\(error)", path: path)
        }
    }

    public var description: String { path.map { "\($0): \(message)" } ?? message }
}
