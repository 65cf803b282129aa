import Foundation
import Imaging
import Testing

/// The Python of the integration tests, with sep.
enum Python {
    static let path = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"]
    static let hasSep = path != nil && (try? lines("import sep; print(sep.__version__)")) != nil
    static let reason: Comment = "TOCSIN_PYTHON is not set, or its Python has no sep"

    /// What a program prints, line by line, as numbers.
    static func numbers(_ program: String, _ planes: [Image<Float>], _ arguments: [Double] = []) throws -> [[Double]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tocsin-detection-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (n, plane) in planes.enumerated() {
            try plane.pixels.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "\(n)")) }
        }
        let start = """
            import sys, sep, numpy as np
            planes = [np.fromfile(f"\(folder.path)/{n}", "f4").reshape(\(planes[0].height), -1) for n in range(\(planes.count))]
            numbers = np.array([float(a) for a in sys.argv[1:]])

            """
        return try lines(start + program, arguments.map { "\($0)" }).map { line in
            line.split(separator: " ").compactMap { Double($0) }
        }
    }

    private static func lines(_ program: String, _ arguments: [String] = []) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = ["-W", "ignore", "-c", program] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the Python program failed")
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
