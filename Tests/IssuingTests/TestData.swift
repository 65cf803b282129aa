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
}
