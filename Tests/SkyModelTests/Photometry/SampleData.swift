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

    /// The fields of a CSV file's rows in the columns named, in their order; a file name that ends in `.gz` goes
    /// through gzip. Rows without all of the columns are left out.
    static func rows(_ path: String, columns: [String]) throws -> [[Substring]] {
        let text = path.hasSuffix(".gz") ? try unzipped(path) : try self.text(path)
        let lines = text.split(whereSeparator: \.isNewline)
        let names = (lines.first ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let places = columns.compactMap { names.firstIndex(of: $0) }
        guard places.count == columns.count else { return [] }
        return lines.dropFirst().compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return fields.count == names.count ? places.map { fields[$0] } : nil
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
