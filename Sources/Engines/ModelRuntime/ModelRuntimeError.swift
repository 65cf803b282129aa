/// Why a model cannot be run.
public struct ModelRuntimeError: Error, Sendable, Hashable {
    enum Code: Sendable, Hashable { case library, model, shape, run }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension ModelRuntimeError: CustomStringConvertible {
    public var description: String { message }
}
