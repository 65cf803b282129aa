import Foundation

/// Another program, run to its end.
struct ProgramRun {
    var status: Int32
    var output: String
    var errors: String
}

enum Programs {
    /// Runs `name` from the path to its end, on a thread of its own.
    static func run(_ name: String, _ arguments: String..., input: String = "") async throws -> ProgramRun {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try runNow(name, arguments, input) }) }
        }
    }

    private static func runNow(_ name: String, _ arguments: [String], _ input: String) throws -> ProgramRun {
        let process = Process()
        let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        (process.standardInput, process.standardOutput, process.standardError) = (standardInput, output, errors)
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return ProgramRun(
            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: complaint, as: UTF8.self))
    }

    static func has(_ name: String) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    static let hasPython = has("python3")
    static let hasTar = has("tar")
}

/// Another program that runs beside the test. Ended with the value.
final class Program: Sendable {
    private let process = Process()
    private let input = Pipe()
    private let lines: AsyncStream<String>

    convenience init(_ name: String, _ arguments: String...) throws { try self.init(name, arguments: arguments) }

    init(_ name: String, arguments: [String]) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        // Nothing of the tests' own output stays open where a test, or all of them, end before the program.
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
        try process.run()
        let handle = output.fileHandleForReading
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        Thread.detachNewThread {
            var rest = Data()
            while true {
                let piece = handle.availableData
                if piece.isEmpty { break }
                rest.append(piece)
                while let end = rest.firstIndex(of: 10) {
                    continuation.yield(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
                    rest = Data(rest[(end + 1)...])
                }
            }
            continuation.finish()
        }
        self.lines = lines
    }

    /// Programs that are started from a thread of Dispatch hear no other signal: its threads block them all.
    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// The next line that it prints; nil after the last.
    func line() async throws -> String? {
        for await line in lines { return line }
        return nil
    }
}
