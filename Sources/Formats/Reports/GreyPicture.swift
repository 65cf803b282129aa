public import Bytes

/// An image as a grey picture, black at the lower limit and white at the upper, the first row at the bottom.
public struct GreyPicture: Sendable {
    /// Pixels of a row, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int
    /// Rows from the top; 0 where a value is not finite, else 1 ... 255.
    private let levels: [UInt8]

    /// Of the first `width` x `height` pixels, row after row from the bottom; what is missing counts as not finite.
    ///
    /// Complexity: O(pixels).
    public init(_ pixels: [Float], width: Int, height: Int, black: Float, white: Float) {
        (self.width, self.height) = (max(1, width), max(1, height))
        var levels = [UInt8](repeating: 0, count: max(1, width) * max(1, height))
        let scale = white > black ? 254 / (white - black) : 0
        let count = width > 0 && height > 0 ? width * height : 0
        for (n, value) in pixels.prefix(count).enumerated() where value.isFinite {
            let level = 1 + max(0, min(254, (value - black) * scale))
            levels[(height - 1 - n / width) * width + n % width] = UInt8(level.rounded())
        }
        self.levels = levels
    }

    /// Each pixel `scale` x `scale`, at least 1.
    public func png(scale: Int = 1) -> Bytes {
        PNG.grey(levels, width: width, height: height, scale: max(1, scale), isMasked: levels.contains(0))
    }

    /// An `img` element that holds the picture itself.
    public func element(scale: Int = 1, title: String) -> String {
        let code = Base64.encoded(png(scale: scale).withUnsafeBytes(Array.init))
        return
            "<img width=\"\(width * max(1, scale))\" alt=\"\(HTML.escaped(title))\" title=\"\(HTML.escaped(title))\" "
            + "src=\"data:image/png;base64,\(code)\"/>"
    }
}

/// RFC 4648, section 4.
enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let word = part.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for n in 0..<4 { output.append(n <= part.count ? letters[word >> (18 - 6 * n) & 63] : UInt8(ascii: "=")) }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
