import Bytes

/// A record with its digest, as it is written; its value is gone through once for all checksums.
struct SealedRecord {
    let record: OutgoingRecord
    /// CRC-32C of the value. A digest header that came with the record may say otherwise.
    let valueCRC: UInt32

    init(_ record: OutgoingRecord) {
        var record = record
        valueCRC = CRC32C.checksum(record.value)
        if !record.headers.contains(where: { $0.name == PacketDigest.headerName }) {
            record.headers.append(PacketDigest.header(crc: valueCRC))
        }
        self.record = record
    }
}
