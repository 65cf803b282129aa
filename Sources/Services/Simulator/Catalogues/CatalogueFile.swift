import Bytes
import FITS
import Foundation
import SkyMath

/// The table that a catalogue's file holds.
enum CatalogueFile {
    /// A FITS file's first table, gzipped or not, or a text of separated values, gzipped or not.
    ///
    /// - Parameter limit: bytes after decompression.
    /// - Throws: `SimulatorError` that names the file. Complexity: O(bytes).
    static func table(_ bytes: Bytes, named name: String, limit: Int = 4 << 30) throws(SimulatorError)
        -> any CatalogueTable
    {
        do {
            let plain = try plain(bytes, limit)
            guard isFITS(plain) else { return try CSVTable(plain.array) }
            return FITSCatalogueTable(table: try FITSFile(plain, limits: FITSLimits(bytes: limit)).firstTable())
        } catch { throw SimulatorError("\(name): \(error)") }
    }

    /// A file's bytes.
    ///
    /// - Throws: `SimulatorError` where it cannot be read.
    static func bytes(_ path: String) throws(SimulatorError) -> Bytes {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SimulatorError("\(path): the catalogue cannot be read")
        }
        return Bytes([UInt8](data))
    }

    static func plain(_ bytes: Bytes, _ limit: Int = 4 << 30) throws -> Bytes {
        Gzip.isGzip(bytes) ? try Gzip.inflate(bytes, limit: limit) : bytes
    }

    static func isFITS(_ plain: Bytes) -> Bool { plain.count >= 9 && plain.slice(0..<9) == Bytes(utf8: "SIMPLE  =") }
}
