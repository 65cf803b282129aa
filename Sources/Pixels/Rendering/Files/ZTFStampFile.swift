public import Bytes
public import FITS

/// ZTF's stamps: one image of float32, counts (DN), without a place on the sky, gzipped.
public enum ZTFStampFile {
    /// The file of `pixels`, `side` x `side`, x fastest; nil where the count differs. A flux in nJy becomes counts
    /// when divided by the zero point's nJy a count, which is the caller's. Complexity: O(pixels).
    public static func encoded(_ pixels: [Float], side: Int = 63) throws(FITSError) -> Bytes? {
        guard (1...1024).contains(side), pixels.count == side * side else { return nil }
        var block = HeaderBlock()
        block.add("SIMPLE", "T")
        LSSTFields.image(&block, bits: -32, width: side, height: side)
        block.add("BUNIT", text: "DN")
        let header = block.closed()
        let length = (header.count + pixels.count * 4 + 2879) / 2880 * 2880
        var file = header + [UInt8](repeating: 0, count: length - header.count)
        file.withUnsafeMutableBytes { file in
            if let base = file.baseAddress { LSSTStampFile.store(pixels, at: base + header.count) }
        }
        return try Gzip.deflate(Bytes(file), level: 1)
    }
}
