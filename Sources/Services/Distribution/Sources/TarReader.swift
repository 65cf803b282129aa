import Bytes
import Foundation

/// Reads the regular files of a tar archive (ustar, GNU and pax long names), gzipped or not, one at a time.
///
/// Layout: 512-byte headers, each followed by its file padded to 512 bytes; two blocks of zeros at the end
/// (POSIX.1-1988 ustar; POSIX.1-2001 pax).
final class TarReader {
    struct Entry {
        var name: String
        var contents: Bytes
    }

    /// No entry has more bytes than a whole disk.
    private static let largest = 1 << 56

    private let data: GzipReader
    private let path: String
    private let limit: Int
    private var offset = 0

    /// `limit`: bytes that one file may have.
    init(path: String, limit: Int) throws(DistributionError) {
        data = try GzipReader(path: path)
        self.path = path
        self.limit = limit
    }

    /// The next regular file, or nil at the end of the archive.
    func next() throws(DistributionError) -> Entry? {
        var longName: String?
        while let header = try header() {
            switch header.kind {
            case 0, UInt8(ascii: "0"):
                return Entry(name: longName ?? header.name, contents: try contents(header))
            case UInt8(ascii: "L"):
                longName = text(try contents(header))
            case UInt8(ascii: "x"):
                longName = paxPath(try contents(header)) ?? longName
            default:
                try skip(header.size)
                longName = nil
            }
        }
        return nil
    }

    private struct Header {
        var name: String
        var size: Int
        var kind: UInt8
    }

    private func header() throws(DistributionError) -> Header? {
        let block = try Bytes(capacity: 512) { memory throws(DistributionError) in try self.data.read(into: memory) }
        if block.count == 512 && block.allSatisfy({ $0 == 0 }) {
            try readToEnd()
            return nil
        }
        guard !block.isEmpty else {
            throw bad(.truncated, "the archive ends without its end mark: what came after this place is missing")
        }
        guard block.count == 512 else { throw bad(.truncated, "the archive ends inside a header") }
        let stored = octal(block.slice(148..<156))
        let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
        guard stored == sum else { throw bad(.notAnArchive, "this is not a tar header (its checksum is wrong)") }
        guard let size = octal(block.slice(124..<136)), (0...Self.largest).contains(size) else {
            throw bad(.notAnArchive, "a tar header has no valid size")
        }
        offset += 512
        let prefix = block.slice(257..<262).utf8Text == "ustar" ? text(block.slice(345..<500)) : ""
        let name = text(block.slice(0..<100))
        return Header(name: prefix.isEmpty ? name : prefix + "/" + name, size: size, kind: block[156])
    }

    private func contents(_ header: Header) throws(DistributionError) -> Bytes {
        guard header.size <= limit else {
            throw bad(.tooLarge, "\(header.name) has \(header.size) bytes, more than the limit of \(limit)")
        }
        let padded = (header.size + 511) & ~511
        let bytes = try Bytes(capacity: padded) { memory throws(DistributionError) in try self.data.read(into: memory) }
        guard bytes.count == padded else { throw bad(.truncated, "the archive ends inside \(header.name)") }
        offset += padded
        return bytes.slice(0..<header.size)
    }

    private func skip(_ size: Int) throws(DistributionError) {
        var left = (size + 511) & ~511
        while left > 0 {
            let wanted = min(left, 1 << 16)
            let got = try Bytes(capacity: wanted) { memory throws(DistributionError) in try self.data.read(into: memory)
            }
            guard got.count == wanted else { throw bad(.truncated, "the archive ends inside an entry") }
            left -= wanted
            offset += wanted
        }
    }

    /// Takes what follows the end mark, so that the checksum of a gzipped archive is looked at.
    private func readToEnd() throws(DistributionError) {
        var isMore = true
        while isMore {
            let got = try Bytes(capacity: 1 << 16) { memory throws(DistributionError) in
                try self.data.read(into: memory)
            }
            isMore = !got.isEmpty
        }
    }

    private func octal(_ field: Bytes) -> Int? {
        if let first = field.first, first & 0x80 != 0 {
            return field.dropFirst().reduce(Int(first & 0x7f)) { ($0 &<< 8) | Int($1) }
        }
        let digits = text(field).trimmingCharacters(in: .whitespaces)
        return digits.isEmpty ? 0 : Int(digits, radix: 8)
    }

    private func text(_ field: Bytes) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The `path` of a pax header: records `LENGTH KEY=VALUE\n`.
    private func paxPath(_ bytes: Bytes) -> String? {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let space = line.firstIndex(of: " ") else { continue }
            let record = line[line.index(after: space)...]
            if record.hasPrefix("path=") { return String(record.dropFirst(5)) }
        }
        return nil
    }

    private func bad(_ code: DistributionError.Code, _ message: String) -> DistributionError {
        DistributionError(code, origin: path, offset: offset, message)
    }
}
