import Foundation

/// A folder that is gone after the test.
final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "tocsin-images-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
}

/// Real images, where they are.
enum RealImages {
    static let folder: String = {
        let base = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data"
        return base + "/fits-difference-imaging"
    }()

    static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }
}
