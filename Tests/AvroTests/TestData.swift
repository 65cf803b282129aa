import Avro
import Bytes
import Foundation

/// The folder of real packets, which a machine may lack.
enum TestData {
    static let folder = URL(
        fileURLWithPath: ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data", isDirectory: true)

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static func bytes(_ path: String) throws -> Bytes {
        Bytes(Array(try Data(contentsOf: folder.appending(path: path))))
    }

    /// The files under `parts` whose names end in `suffix`, in order.
    static func files(_ parts: [String], suffix: String = ".avro") -> [String] {
        parts.flatMap { part -> [String] in
            let names = FileManager.default.enumerator(atPath: folder.appending(path: part).path)?.allObjects ?? []
            return names.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.map { "\(part)/\($0)" }
        }.sorted()
    }

    static let packets = ["lsst-alerts", "ztf-alerts", "other-surveys", "avro-edge-cases"]
}
