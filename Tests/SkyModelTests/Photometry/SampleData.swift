import Foundation

/// Files of the test data outside the repository.
enum SampleData {
    static let root = URL(
        fileURLWithPath: ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data", isDirectory: true)

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    static func bytes(_ path: String) throws -> Data { try Data(contentsOf: root.appendingPathComponent(path)) }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    /// The rows of a CSV file by column name; a name that ends in `.gz` goes through gzip.
    static func rows(_ path: String) throws -> [[String: Substring]] {
        let text = path.hasSuffix(".gz") ? try unzipped(path) : try self.text(path)
        let lines = text.split(whereSeparator: \.isNewline)
        guard let header = lines.first?.split(separator: ",", omittingEmptySubsequences: false) else { return [] }
        return lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return Dictionary(zip(header.map(String.init), fields), uniquingKeysWith: { first, _ in first })
        }
    }

    private static func unzipped(_ path: String) throws -> String {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", root.appendingPathComponent(path).path]
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
