import Foundation

/// An independent reader and writer: Python with fastavro.
enum Python {
    static let path = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? ".build-python/bin/python"

    /// Whether there is a Python that can import fastavro.
    static let hasFastavro: Bool = (try? run(["-c", "import fastavro"])) == ""

    /// Whether its fastavro knows zstandard.
    static let hasZstandard: Bool = (try? run(["-c", "import fastavro, backports.zstd"])) == ""

    static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "integration")

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs Python and gives what it printed.
    @discardableResult
    static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: text) }
        return text
    }

    /// Calls `body` with a folder that is removed afterwards.
    static func withFolder<R>(_ body: (URL) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "avro-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
