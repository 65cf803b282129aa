public import Bytes

/// The four bytes in network order, before each text, that say how long it is.
public struct TransportFraming: Sendable, Hashable {
    /// Above this, nothing is sent and nothing is taken.
    public var maximumBytes: Int

    /// Bytes before a text.
    public static let headerBytes = 4

    /// - Parameter maximumBytes: Comet takes 99,999.
    public init(maximumBytes: Int = XMLLimits.standard.bytes) { self.maximumBytes = maximumBytes }

    /// The four bytes for a text of `count` bytes.
    ///
    /// - Throws: `VOEventError` where it is empty or too long.
    public func header(for count: Int) throws(VOEventError) -> UInt32 {
        guard (1...maximumBytes).contains(count), let header = UInt32(exactly: count) else {
            throw VOEventError("A message of \(count) bytes cannot be sent; the limit is \(maximumBytes).")
        }
        return header
    }

    /// How many bytes follow a header.
    ///
    /// - Throws: `VOEventError` where it is nothing or too much.
    public func count(of header: UInt32) throws(VOEventError) -> Int {
        let count = Int(header)
        guard !(1...maximumBytes).contains(count) else { return count }
        let isSwapped = (1...maximumBytes).contains(Int(header.byteSwapped))
        throw VOEventError(
            "A message of \(count) bytes is announced; 1 to \(maximumBytes) are taken"
                + (isSwapped ? ". The four bytes seem to be in the wrong order: network order is big-endian." : "."))
    }

    /// A text with its header.
    public func framed(_ text: Bytes) throws(VOEventError) -> Bytes {
        let header = try header(for: text.count)
        return Bytes((0..<4).map { UInt8(truncatingIfNeeded: header >> (24 - 8 * $0)) } + text.array)
    }

    /// All texts of a run of bytes.
    ///
    /// - Throws: `VOEventError` with the offset of a header that is wrong, or where the last text is cut.
    public func texts(in bytes: Bytes) throws(VOEventError) -> [Bytes] {
        var (texts, position) = ([Bytes](), 0)
        while position < bytes.count {
            guard bytes.count - position >= Self.headerBytes else {
                throw VOEventError("Byte \(position): a header of four bytes is cut.")
            }
            let start = position + Self.headerBytes
            let header = bytes.slice(position..<start).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let end = start + (try count(of: header))
            guard end <= bytes.count else { throw VOEventError("Byte \(start): a message is cut.") }
            texts.append(bytes.slice(start..<end))
            position = end
        }
        return texts
    }
}
