public import Bytes
internal import CZlib

/// Grey pictures of 8 bits as PNG files. Source: W3C Portable Network Graphics (third edition).
public enum PNG {
    /// Rows from the top, `width` values each, drawn `scale` times as large. Value 0 is transparent where `isMasked`.
    ///
    /// A repeated row is stored as its difference to the one above, so that scaling costs few bytes.
    /// Complexity: O(width height scale^2).
    public static func grey(
        _ values: [UInt8], width: Int, height: Int, scale: Int, isMasked: Bool
    ) -> Bytes {
        var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        append("IHDR", bigEndian(width * scale) + bigEndian(height * scale) + [8, 0, 0, 0, 0], to: &file)
        if isMasked { append("tRNS", [0, 0], to: &file) }
        append("IDAT", deflated(scanlines(values, width: width, height: height, scale: scale)), to: &file)
        append("IEND", [], to: &file)
        return Bytes(file)
    }

    private static func scanlines(_ values: [UInt8], width: Int, height: Int, scale: Int) -> [UInt8] {
        let repeated = [2] + [UInt8](repeating: 0, count: width * scale)
        var lines: [UInt8] = []
        lines.reserveCapacity((width * scale + 1) * height * scale)
        for row in 0..<height {
            lines.append(0)
            for value in values[row * width..<(row + 1) * width] {
                for _ in 0..<scale { lines.append(value) }
            }
            for _ in 1..<max(scale, 1) { lines.append(contentsOf: repeated) }
        }
        return lines
    }

    private static func append(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
        let body = Array(type.utf8) + data
        file += bigEndian(data.count) + body
        file += bigEndian(Int(crc32(0, body, UInt32(clamping: body.count))))
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(clamping: value).bigEndian, Array.init)
    }

    /// zlib fails only where memory does; the file is then one that no reader takes.
    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        let bound = Int(compressBound(UInt(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            var length = UInt(bound)
            let status = compress2(output.baseAddress, &length, bytes, UInt(bytes.count), 6)
            count = status == Z_OK ? Int(length) : 0
        }
    }
}
