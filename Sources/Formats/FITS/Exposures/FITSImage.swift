/// The pixels of an image with its header.
public struct FITSImage<Pixel: Sendable>: Sendable {
    /// Row-major: x fastest, `width * height` of them; (0, 0) is the first.
    public var pixels: [Pixel]
    /// Pixels along x.
    public var width: Int
    /// Pixels along y.
    public var height: Int
    /// The image's own header; of a tile-compressed image that of the image before it was compressed.
    public var header: Header

    /// That there are `width * height` pixels is not checked.
    public init(pixels: [Pixel], width: Int, height: Int, header: Header = Header()) {
        self.pixels = pixels
        self.width = width
        self.height = height
        self.header = header
    }
}

/// Which HDU of a file is meant.
public enum HDUSelector: Sendable, Hashable {
    /// Counted from 0, the primary.
    case number(Int)
    /// EXTNAME, whatever the case of its letters; the first where there are several.
    case name(String)
    /// EXTNAME and EXTVER.
    case version(String, Int)
    /// The first that holds pixels.
    case firstImage
}

extension HDUSelector: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, CustomStringConvertible {
    public init(integerLiteral value: Int) { self = .number(value) }

    public init(stringLiteral value: String) { self = .name(value) }

    public var description: String {
        switch self {
        case .number(let number): "HDU \(number)"
        case .name(let name): "extension '\(name.prefix(70))'"
        case .version(let name, let version): "extension '\(name.prefix(70))', version \(version)"
        case .firstImage: "image"
        }
    }
}
