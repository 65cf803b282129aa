import Foundation

/// A folder that is removed when the last reference goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "tocsin-store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    var store: String { path + "/alerts.sqlite" }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
