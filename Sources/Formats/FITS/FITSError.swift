/// What is wrong with a FITS file, and where.
public struct FITSError: Error, Sendable, Hashable {
    enum Code: Sendable, Hashable { case truncated, malformed, limit, gzip, unsupported, absent, library, file }

    let code: Code
    let message: String
    /// Offset in bytes from the start of the (decompressed) file; nil where the fault is not at one place.
    public private(set) var offset: Int?
    /// Number of the HDU, 0 for the primary.
    public private(set) var hdu: Int?
    /// Keyword of the card.
    public private(set) var keyword: String?

    init(_ code: Code, _ message: String, offset: Int? = nil, hdu: Int? = nil, keyword: String? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
        self.hdu = hdu
        self.keyword = keyword
    }

    /// The same error of a reader whose byte 0 is at `base` of the file.
    func shifted(by base: Int) -> FITSError {
        var error = self
        error.offset = offset.map { $0 + base }
        return error
    }
}

extension FITSError: CustomStringConvertible {
    public var description: String {
        var place: [String] = []
        if let hdu { place.append("HDU \(hdu)") }
        if let keyword { place.append("card \(keyword)") }
        if let offset { place.append("byte \(offset)") }
        return place.isEmpty ? message : "\(message) (at \(place.joined(separator: ", ")))"
    }
}

/// How much a reader may spend on a file that it does not trust.
public struct FITSLimits: Sendable, Hashable {
    /// Bytes after decompression.
    public var bytes: Int
    /// HDUs of one file.
    public var hdus: Int
    /// Cards of one header.
    public var cards: Int
    /// Pixels of one image after decompression.
    public var pixels: Int

    /// The defaults are for files of at most 32 MiB.
    public init(bytes: Int = 32 << 20, hdus: Int = 256, cards: Int = 20_000, pixels: Int = 1 << 28) {
        self.bytes = bytes
        self.hdus = hdus
        self.cards = cards
        self.pixels = pixels
    }

    /// For whole exposures: 4 GiB a file, 2^28 pixels an image (16,384 x 16,384).
    public static let exposure = FITSLimits(bytes: 4 << 30, hdus: 1024)
}
