internal import Bytes
internal import NIOCore

/// A datagram whose checksum is right, read from its beginning.
struct WireReader {
    private var buffer: ByteBuffer

    /// Nil where the four bytes at `checksumAt` are not the CRC-32C of all others.
    init?(_ datagram: ByteBuffer, checksumAt place: Int) {
        guard let stored = datagram.getInteger(at: datagram.readerIndex + place, as: UInt32.self) else { return nil }
        guard stored == Self.checksum(datagram, without: place) else { return nil }
        buffer = datagram
    }

    /// Of all bytes but the four at `place`.
    static func checksum(_ datagram: ByteBuffer, without place: Int) -> UInt32 {
        datagram.withUnsafeReadableBytes { memory in
            let head = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[..<place]))
            return CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[(place + 4)...]), from: head)
        }
    }

    /// Puts the checksum at `place`, where four bytes are kept for it.
    static func seal(_ datagram: inout ByteBuffer, at place: Int) {
        let sum = checksum(datagram, without: place)
        datagram.setInteger(sum, at: datagram.readerIndex + place)
    }

    var count: Int { buffer.readableBytes }

    /// 0 past the end; lengths are looked at first.
    mutating func next<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T { buffer.readInteger() ?? 0 }

    var rest: ByteBuffer { buffer.slice() }
}
