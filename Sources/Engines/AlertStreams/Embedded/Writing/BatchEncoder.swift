import Bytes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lays a batch out for one gathered write: small fields are collected, values stay where they are.
struct BatchEncoder {
    /// Values below this are copied: a vector entry costs more.
    private static let gatherCount = 2048

    private enum Piece {
        case scratch(Range<Int>)
        case value(Bytes, crc: UInt32)
    }

    private var scratch = ByteWriter()
    private var pieces: [Piece] = []
    private var vectors: [iovec] = []
    private var mark = 0

    /// Writes `records` as one batch at `position` of `file`; its header. `records` must not be empty.
    mutating func write(
        _ records: ArraySlice<SealedRecord>, baseOffset: Int64, now: Int64, to file: LogFile, at position: Int
    ) throws -> BatchHeader {
        layOut(records, now)
        var header = describe(records, baseOffset, now, position)
        let padding = header.totalCount - BatchHeader.byteCount - Int(header.bodyCount)
        scratch.appendZeros(padding)
        var head = [UInt8](repeating: 0, count: BatchHeader.byteCount)
        return try head.withUnsafeMutableBytes { head in
            try scratch.bytes.withUnsafeBytes { memory in
                header.bodyCRC = gather(memory, head)
                header.encode(into: head)
                if padding > 0, let base = memory.baseAddress {
                    let start = UnsafeMutableRawPointer(mutating: base + memory.count - padding)
                    vectors.append(iovec(iov_base: start, iov_len: padding))
                }
                try file.write(&vectors, at: position)
                return header
            }
        }
    }

    private mutating func layOut(_ records: ArraySlice<SealedRecord>, _ now: Int64) {
        scratch.removeAll()
        pieces.removeAll(keepingCapacity: true)
        mark = 0
        for (delta, sealed) in records.enumerated() {
            let record = sealed.record
            RecordCoding.encodeHead(
                record, delta: UInt32(delta), timestampMs: record.timestampMs ?? now, into: &scratch)
            if record.value.count < Self.gatherCount {
                scratch.append(record.value)
            } else {
                closeScratch()
                pieces.append(.value(record.value, crc: sealed.valueCRC))
            }
        }
        closeScratch()
    }

    private mutating func closeScratch() {
        if scratch.bytes.count > mark { pieces.append(.scratch(mark..<scratch.bytes.count)) }
        mark = scratch.bytes.count
    }

    private func describe(
        _ records: ArraySlice<SealedRecord>, _ baseOffset: Int64, _ now: Int64, _ position: Int
    ) -> BatchHeader {
        var (low, high, body) = (Int64.max, Int64.min, 0)
        for record in records.lazy.map(\.record) {
            low = min(low, record.timestampMs ?? now)
            high = max(high, record.timestampMs ?? now)
            body += RecordCoding.count(record)
        }
        return BatchHeader(
            baseOffset: baseOffset, position: Int64(position), minTimestampMs: low, maxTimestampMs: high,
            recordCount: UInt32(records.count), bodyCount: UInt32(body), appendedMs: now, bodyCRC: 0)
    }

    /// Points the vectors at the header and the pieces; the body's checksum. The pointers are valid as long as `pieces`
    /// and the scratch memory are.
    private mutating func gather(_ scratch: UnsafeRawBufferPointer, _ head: UnsafeMutableRawBufferPointer) -> UInt32 {
        vectors.removeAll(keepingCapacity: true)
        vectors.append(iovec(iov_base: head.baseAddress, iov_len: head.count))
        var crc: UInt32 = 0
        for piece in pieces {
            switch piece {
            case .scratch(let range):
                let memory = UnsafeRawBufferPointer(rebasing: scratch[range])
                add(memory)
                crc = CRC32C.checksum(memory, from: crc)
            case .value(let bytes, let valueCRC):
                bytes.withUnsafeBytes { add($0) }
                crc = CRC32C.joined(crc, valueCRC, secondCount: bytes.count)
            }
        }
        return crc
    }

    private mutating func add(_ memory: UnsafeRawBufferPointer) {
        vectors.append(iovec(iov_base: UnsafeMutableRawPointer(mutating: memory.baseAddress), iov_len: memory.count))
    }
}
