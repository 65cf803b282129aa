import Bytes
import Foundation
import Testing

/// The folder of real packets, where there is one.
enum TestData {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] { return URL(fileURLWithPath: path) }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/data")
    }()

    static let isPresent = FileManager.default.fileExists(atPath: root.appending(path: "lsst-alerts/INDEX.csv").path)
    static let reason: Comment = "the folder TOCSIN_TEST_DATA is absent"

    /// A Python with fastavro and astropy.
    static let python: String? = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"]
    static let pythonReason: Comment = "TOCSIN_PYTHON names no Python with astropy and fastavro"

    static func bytes(_ path: String) throws -> Bytes {
        Bytes([UInt8](try Data(contentsOf: root.appending(path: path))))
    }

    /// Files below a folder, by their path from the root, sorted.
    static func files(below folder: String, extensions: Set<String> = ["avro", "bin"]) -> [String] {
        let base = root.appending(path: folder)
        let all = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return all.filter { extensions.contains(URL(fileURLWithPath: $0).pathExtension) }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// Rows of an INDEX.csv, by column name.
    static func index(_ path: String) throws -> [[String: String]] {
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).map { cells(String($0)) }
        guard let head = rows.first else { return [] }
        return rows.dropFirst().map { row in Dictionary(zip(head, row)) { first, _ in first } }
    }

    private static func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}
