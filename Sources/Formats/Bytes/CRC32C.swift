internal import CKernels

/// CRC-32C (Castagnoli), the checksum of iSCSI, Kafka batches and our log (RFC 3720, appendix B.4).
public enum CRC32C {
    /// The checksum of `memory`, continuing from `crc` (0 to begin). Complexity: O(n), about 20 bytes a nanosecond.
    public static func checksum(_ memory: UnsafeRawBufferPointer, from crc: UInt32 = 0) -> UInt32 {
        tocsin_crc32c(crc, memory.baseAddress, memory.count)
    }

    /// The checksum of two runs of bytes one after the other, from that of each. Complexity: O(log secondCount), some
    /// hundreds of nanoseconds.
    public static func joined(_ first: UInt32, _ second: UInt32, secondCount: Int) -> UInt32 {
        tocsin_crc32c_join(first, second, secondCount)
    }

    /// The checksum of `bytes`, continuing from `crc` (0 to begin).
    public static func checksum(_ bytes: Bytes, from crc: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBytes { checksum($0, from: crc) }
    }
}
