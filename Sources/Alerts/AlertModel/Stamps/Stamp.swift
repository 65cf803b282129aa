public import Bytes
internal import FITS

/// The image cut out around a detection.
public enum Stamp: Sendable {
    case image(StampImage)
    /// ZTF's first packets carry pictures rather than measurements: passed on as they are.
    case jpeg(Bytes)

    /// Reads what a packet carries: FITS, gzipped or not, or JPEG.
    ///
    /// - Throws: `AlertModelError` (`stamp`) where it is neither or damaged. Complexity: O(pixels).
    public init(_ bytes: Bytes) throws(AlertModelError) {
        if Self.isJPEG(bytes) {
            self = .jpeg(bytes)
            return
        }
        let file: FITSFile
        do throws(FITSError) { file = try FITSFile(bytes) } catch {
            throw AlertModelError(.stamp, "the stamp cannot be read", offset: error.offset, cause: error.description)
        }
        guard let image = StampImage(file) else {
            throw AlertModelError(.stamp, "the stamp's FITS file holds no two-dimensional image")
        }
        self = .image(image)
    }

    /// Whether the bytes begin as a JPEG file does: FF D8 FF.
    public static func isJPEG(_ bytes: Bytes) -> Bool {
        bytes.count > 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff
    }

    /// The image, unless it is a JPEG.
    public var image: StampImage? {
        if case .image(let image) = self { image } else { nil }
    }
}
