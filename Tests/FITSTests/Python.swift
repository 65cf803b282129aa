import Foundation
import Testing

/// The Python of the integration tests, with astropy.
enum Python {
    static let path = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"]
    static let isPresent = path != nil
    static let reason: Comment = "TOCSIN_PYTHON is not set"

    /// What a program prints, line by line.
    static func lines(_ program: String, _ arguments: [String] = []) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = ["-W", "ignore", "-c", program] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the Python program failed")
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

/// A folder that is gone when the test is.
final class TemporaryFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "tocsin-fits-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
}
