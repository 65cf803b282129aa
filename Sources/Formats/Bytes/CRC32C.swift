internal import CKernels

/// CRC-32C (Castagnoli), the checksum of iSCSI, Kafka batches and our log (RFC 3720, appendix B.4).
public enum CRC32C {
    /// The checksum of `memory`, continuing from `crc` (0 to begin). Complexity: O(n), about 20 bytes a nanosecond.
    public static func checksum(_ memory: UnsafeRawBufferPointer, from crc: UInt32 = 0) -> UInt32 {
        tocsin_crc32c(crc, memory.baseAddress, memory.count)
    }

    /// The checksum of `bytes`, continuing from `crc` (0 to begin).
    public static func checksum(_ bytes: Bytes, from crc: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBytes { checksum($0, from: crc) }
    }
}
