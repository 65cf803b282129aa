internal import Bytes
internal import Foundation

/// The SHA-256 of files, by which inputs are known.
enum FileDigest {
    /// Sixty-four hexadecimal digits.
    ///
    /// - Throws: `PromptProcessingError` with the path. Complexity: O(bytes), a megabyte at a time.
    static func sha256(path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw PromptProcessingError(.file, "cannot be read", path: path)
        }
        defer { try? file.close() }
        var hash = SHA256()
        do {
            while let part = try file.read(upToCount: 1 << 20), !part.isEmpty { hash.update(part) }
        } catch { throw PromptProcessingError(.file, "cannot be read to its end", path: path) }
        return hash.hex
    }
}
