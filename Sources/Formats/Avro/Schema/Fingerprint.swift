public import Bytes
internal import CCrypto

/// The checksum of schemas that Avro defines: 64 bits, of the bytes of the canonical form.
public enum CRC64Avro {
    /// The checksum of no bytes, also the polynomial.
    public static let empty: UInt64 = 0xC15D_213A_A4D7_A795

    private static let table: [UInt64] = (0..<256).map { index in
        (0..<8).reduce(UInt64(index)) { value, _ in (value >> 1) ^ (value & 1 == 1 ? empty : 0) }
    }

    /// The checksum of `bytes`. Complexity: O(n).
    public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(empty) { ($0 >> 8) ^ table[Int(($0 ^ UInt64($1)) & 0xFF)] }
    }
}

extension Schema {
    /// CRC-64-AVRO of the canonical form, as single-object encoding uses it.
    public var crc64: UInt64 { CRC64Avro.checksum(canonicalForm.utf8) }

    /// MD5 of the canonical form, 16 bytes.
    public var md5: Bytes { digest(EVP_md5()) }

    /// SHA-256 of the canonical form, 32 bytes.
    public var sha256: Bytes { digest(EVP_sha256()) }

    /// Empty where the library refuses the algorithm, as it may refuse MD5 on machines set up so.
    private func digest(_ algorithm: OpaquePointer?) -> Bytes {
        let text = Bytes(utf8: canonicalForm)
        return Bytes(capacity: Int(EVP_MAX_MD_SIZE)) { space in
            var length: UInt32 = 0
            let output = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let status = text.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, output, &length, algorithm, nil) }
            return status == 1 ? Int(length) : 0
        }
    }
}
