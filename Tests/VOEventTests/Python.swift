import Bytes
import Foundation

/// An independent reader: Python with voevent-parse, which holds IVOA's schema.
enum Python {
    static let path = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? ".build-python/bin/python"

    static let hasVOEventParse: Bool = (try? wait("import voeventparse", input: Bytes())) == ""

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs `script` with `input` and gives what it printed. Other tests go on meanwhile.
    static func run(_ script: String, input: Bytes) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try wait(script, input: input) }) }
        }
    }

    private static func wait(_ script: String, input: Bytes) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-c", script]
        let (source, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (source, output, output)
        try process.run()
        try source.fileHandleForWriting.write(contentsOf: Data(input.array))
        try source.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: text) }
        return text
    }
}
