public import Bytes

/// A FITS file in memory: the primary HDU and its extensions.
///
/// Reading finds the headers and the places of the data; pixels are converted when they are asked for. A gzipped file
/// is inflated first. Source: FITS Standard 4.0 (doi:10.1051/0004-6361/201015362).
public struct FITSFile: Sendable {
    /// The primary one first.
    public var hdus: [HDU]

    /// Nothing is checked here.
    public init(hdus: [HDU]) { self.hdus = hdus }

    /// Reads a file, gzipped or not. What follows the last HDU is ignored unless it begins an extension.
    ///
    /// - Throws: `FITSError` where it is no FITS file, ends early or is larger than `limits`. Complexity: O(headers).
    public init(_ file: Bytes, limits: FITSLimits = FITSLimits()) throws(FITSError) {
        try self.init(
            MemorySource(all: Gzip.isGzip(file) ? try Gzip.inflate(file, limit: limits.bytes) : file), limits: limits)
    }

    init(_ source: any FITSSource, limits: FITSLimits) throws(FITSError) {
        guard source.count >= 80, try source.bytes(0..<6) == Bytes(utf8: "SIMPLE") else {
            throw FITSError(.malformed, "not a FITS file: it does not begin with SIMPLE", offset: 0)
        }
        hdus = []
        var offset = 0
        var isMore = true
        while isMore {
            guard hdus.count < limits.hdus else {
                throw FITSError(.limit, "more than \(limits.hdus) HDUs", offset: offset)
            }
            let reader = HDUReader(source: source, start: offset, number: hdus.count, limits: limits)
            let (hdu, end) = try reader.read()
            hdus.append(hdu)
            offset = end
            isMore = try Self.isExtension(source, at: offset)
        }
    }

    /// The first HDU whose EXTNAME is `name`.
    public subscript(name: String) -> HDU? { hdus.first { $0.name == name } }

    /// The first HDU that holds an image.
    public var firstImage: HDU? { hdus.first { $0.isImage && !$0.shape.isEmpty && $0.pixelCount > 0 } }

    private static func isExtension(_ source: any FITSSource, at offset: Int) throws(FITSError) -> Bool {
        guard offset + 80 <= source.count else { return false }
        return try source.bytes(offset..<offset + 8) == Bytes(utf8: "XTENSION")
    }
}
