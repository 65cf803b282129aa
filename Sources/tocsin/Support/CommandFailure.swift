/// The end of a command that did not do all it was asked, with what a shell is told.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String
    let exitCode: Int32

    /// All was done that could be, and some input was refused or set aside.
    static func someInputWasBad(_ text: String) -> CommandFailure { CommandFailure(description: text, exitCode: 1) }
    /// It could not be done.
    static func impossible(_ text: String) -> CommandFailure { CommandFailure(description: text, exitCode: 2) }
    /// It was asked for in a way that is not understood.
    static func misused(_ text: String) -> CommandFailure { CommandFailure(description: text, exitCode: 64) }
    static let interrupted = CommandFailure(description: "interrupted; what was done is kept", exitCode: 130)
}
