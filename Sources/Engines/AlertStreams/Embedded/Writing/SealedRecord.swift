import Bytes

/// A record with its digest, as it is written; its value is gone through once for all checksums.
struct SealedRecord {
    let record: OutgoingRecord
    /// CRC-32C of the value. A digest header that came with the record may say otherwise.
    let valueCRC: UInt32

    init(_ record: OutgoingRecord) {
        let crc = CRC32C.checksum(record.value)
        var record = record
        record.headers = PacketDigest.adding(to: record.headers, crc: crc)
        (self.record, valueCRC) = (record, crc)
    }
}
