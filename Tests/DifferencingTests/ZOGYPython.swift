import Foundation
import Imaging
import Testing

/// The Python of the integration tests, with numpy.
enum ZOGYPython {
    static let path = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"]
    static let hasNumpy = path != nil && (try? run("import numpy")) != nil
    static let reason: Comment = "TOCSIN_PYTHON is not set, or its Python has no numpy"

    /// What `program` leaves as the planes `results`, all of one size; it has `planes` and `numbers`.
    static func planes(
        _ program: String, _ planes: [Image<Float>], _ numbers: [Double], side: Int
    ) throws -> [Image<Float>] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tocsin-zogy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (n, plane) in planes.enumerated() {
            try plane.pixels.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "\(n)")) }
        }
        let start = """
            import numpy as np
            folder, numbers = "\(folder.path)", \(numbers)
            heights = \(planes.map(\.height))
            planes = [np.fromfile(f"{folder}/{n}", "f4").astype("f8").reshape(h, -1) for n, h in enumerate(heights)]

            """
        try run(start + program + "\nnp.array(results, 'f4').tofile(f'{folder}/results')")
        let data = try Data(contentsOf: folder.appending(path: "results"))
        let values = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        return try stride(from: 0, to: values.count, by: side * side).map {
            try Image(width: side, height: side, pixels: Array(values[$0..<$0 + side * side]))
        }
    }

    private static func run(_ program: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = ["-W", "ignore", "-c", program]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the Python program failed")
    }
}
