import Bytes
import Foundation

/// An independent reader: Python with voevent-parse, which holds IVOA's schema.
enum Python {
    static let path = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? ".build-python/bin/python"

    static let hasVOEventParse: Bool = (try? run("import voeventparse", input: Bytes())) == ""

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs `script` with `input` and gives what it printed.
    static func run(_ script: String, input: Bytes) throws -> String {
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
