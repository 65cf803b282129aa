import AlertModel
import Bytes
import Foundation

/// Real packets and an independent reader, either of which a machine may lack.
enum StampData {
    static let folder = URL(
        fileURLWithPath: ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data", isDirectory: true)

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? ""

    static let hasAstropy =
        !python.isEmpty && (try? run("import astropy.visualization, astropy.io.fits", with: [])) != nil

    struct Failure: Error { var text: String }

    /// Measured stamps of real packets, at most `limit` files of each survey.
    static func images(limit: Int) throws -> [StampImage] {
        let decoder = AlertDecoder()
        return try ["lsst-alerts", "ztf-alerts/native-v3.3-mixed"].flatMap { part in
            try files(part).prefix(limit).flatMap { file in
                let alerts = try decoder.decode(Bytes(Array(try Data(contentsOf: folder.appending(path: file)))))
                let stamps = alerts.prefix(1).flatMap { [$0.stamps.science, $0.stamps.template, $0.stamps.difference] }
                return try stamps.compactMap { try $0.flatMap { try Stamp($0).image } }
            }
        }
    }

    private static func files(_ part: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.appending(path: part).path)?.allObjects ?? []
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".avro") }.sorted().map { "\(part)/\($0)" }
    }

    /// Runs a script with files of the given contents as its arguments; gives what it printed.
    static func run(_ script: String, with contents: [[UInt8]]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stamps-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = contents.indices.map { folder.appending(path: "\($0)") }
        for (file, content) in zip(files, contents) { try Data(content).write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", script] + files.map(\.path)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(text: text) }
        return text
    }
}
