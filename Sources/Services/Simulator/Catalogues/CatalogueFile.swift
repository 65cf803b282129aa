import Bytes
import FITS
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
            let plain = Gzip.isGzip(bytes) ? try Gzip.inflate(bytes, limit: limit) : bytes
            guard plain.count >= 9, plain.slice(0..<9) == Bytes(utf8: "SIMPLE  =") else {
                return try CSVTable(plain.array)
            }
            return FITSCatalogueTable(table: try FITSFile(plain, limits: FITSLimits(bytes: limit)).firstTable())
        } catch { throw SimulatorError("\(name): \(error)") }
    }
}
