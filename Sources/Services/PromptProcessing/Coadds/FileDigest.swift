internal import Bytes
internal import CCrypto
internal import Foundation

/// The SHA-256 (FIPS 180-4) of files, by which inputs are known.
enum FileDigest {
    /// Sixty-four hexadecimal digits.
    ///
    /// - Throws: `PromptProcessingError` with the path. Complexity: O(bytes), a megabyte at a time.
    static func sha256(path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path), let context = EVP_MD_CTX_new() else {
            throw PromptProcessingError(.file, "cannot be read", path: path)
        }
        defer { EVP_MD_CTX_free(context) }
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
        do {
            while let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
                part.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
            }
        } catch { throw PromptProcessingError(.file, "cannot be read to its end", path: path) }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_DigestFinal_ex(context, &digest, &length)
        return digest.prefix(Int(length)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
