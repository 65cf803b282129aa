internal import Bytes

/// The 512-byte header of one file in a tar archive (POSIX.1-1988 ustar).
struct TarHeader {
    static let blockBytes = 512
    /// 8 GiB less one, what eleven octal digits hold.
    static let largestSize = 0o77_777_777_777

    let block: Bytes

    /// `name`: at most 100 bytes of it after its last slash, 155 before.
    ///
    /// - Throws: `TransportError` where name or size do not fit.
    init(name: String, size: Int, modified: Int64, archive: String) throws(TransportError) {
        guard let (prefix, rest) = Self.split(name) else {
            throw TransportError(archive, "The name '\(name)' is too long for a tar archive.")
        }
        guard (0...Self.largestSize).contains(size) else {
            throw TransportError(
                archive, "\(name) has \(size) bytes; a tar archive's file has at most \(Self.largestSize).")
        }
        var block = [UInt8](repeating: 0, count: Self.blockBytes)
        Self.put(rest, at: 0, in: &block)
        Self.put(Self.octal(0o644, digits: 7), at: 100, in: &block)
        for place in [108, 116] { Self.put(Self.octal(0, digits: 7), at: place, in: &block) }
        Self.put(Self.octal(size, digits: 11), at: 124, in: &block)
        Self.put(Self.octal(Int(min(max(modified, 0), Int64(Self.largestSize))), digits: 11), at: 136, in: &block)
        block[156] = UInt8(ascii: "0")
        Self.put("ustar\0" + "00", at: 257, in: &block)
        Self.put(prefix, at: 345, in: &block)
        Self.seal(&block)
        self.block = Bytes(block)
    }

    /// Zeros after `size` bytes to the next block.
    static func padding(after size: Int) -> Bytes { end.slice(0..<(-size & (blockBytes - 1))) }

    /// Two blocks of zeros.
    static let end = Bytes([UInt8](repeating: 0, count: 2 * blockBytes))

    private static func split(_ name: String) -> (prefix: String, name: String)? {
        if name.utf8.count <= 100 { return ("", name) }
        for slash in name.utf8.indices where name.utf8[slash] == UInt8(ascii: "/") {
            let (prefix, rest) = (name[..<slash], name[name.index(after: slash)...])
            if (1...100).contains(rest.utf8.count), prefix.utf8.count <= 155 { return (String(prefix), String(rest)) }
        }
        return nil
    }

    /// Sum of all bytes, the sum's own place as spaces.
    private static func seal(_ block: inout [UInt8]) {
        for place in 148..<156 { block[place] = UInt8(ascii: " ") }
        put(octal(block.reduce(0) { $0 + Int($1) }, digits: 6) + "\0", at: 148, in: &block)
    }

    private static func octal(_ value: Int, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func put(_ text: String, at place: Int, in block: inout [UInt8]) {
        block.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    }
}
