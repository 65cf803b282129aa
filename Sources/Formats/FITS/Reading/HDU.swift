public import Bytes

/// A header and the data that it describes.
public struct HDU: Sendable {
    /// The cards, in their order.
    public var header: Header
    /// How a pixel is stored.
    public var format: PixelFormat
    /// Pixels along each axis, the fastest (NAXIS1, x) first; empty where there are no data.
    public var shape: [Int]
    /// The data as stored: big-endian, unscaled, without the padding. For other extensions than images, their bytes.
    public var data: Bytes
    /// False for tables, which `FITSTable` reads, and for other extensions, whose data are not interpreted.
    public var isImage: Bool
    /// Where the header and the data begin in the file, bytes; 0 for an HDU that was not read from one.
    public internal(set) var headerOffset = 0
    /// Where the data begin in the file, bytes; 0 for an HDU that was not read from one.
    public internal(set) var dataOffset = 0
    /// Number in its file, 0 for the primary; nil for an HDU that was not read from one.
    public internal(set) var number: Int?
    /// Bytes of the data that are still in the file.
    var unreadCount = 0

    /// An image that was not read from a file; that header, shape and data agree is not checked.
    public init(header: Header, format: PixelFormat, shape: [Int], data: Bytes) {
        self.header = header
        self.format = format
        self.shape = shape
        self.data = data
        isImage = true
    }

    /// EXTNAME; empty for most primary HDUs.
    public var name: String { header.string("EXTNAME") ?? "" }

    /// Length of the first axis: pixels along x, or the bytes of a table's row; 0 where there are no data.
    public var width: Int { shape.first ?? 0 }

    /// Length of the second axis: pixels along y, or a table's rows; 1 where there is only one axis, 0 without data.
    public var height: Int { shape.count > 1 ? shape[1] : min(shape.count, 1) }

    /// Of the pixels those that are in memory.
    var loadedCount: Int { isImage ? data.count / format.byteCount : 0 }

    /// Pixels along all axes together; 0 for what is no image.
    public var pixelCount: Int { isImage ? max(data.count, unreadCount) / format.byteCount : 0 }
}

/// The stored type of a pixel, by its BITPIX.
public enum PixelFormat: Int, Sendable, Hashable, CaseIterable {
    case uint8 = 8
    case int16 = 16
    case int32 = 32
    case int64 = 64
    case float32 = -32
    case float64 = -64

    /// Bytes of a pixel.
    public var byteCount: Int { abs(rawValue) / 8 }
}
