import Foundation

/// A password or token in a file of its own, so that it stands on no command line.
enum SecretFile {
    /// The first line.
    static func read(_ path: String, option: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.impossible("\(option) \(path): the file cannot be read")
        }
        return String(String(decoding: data, as: UTF8.self).prefix { !$0.isNewline })
    }
}
