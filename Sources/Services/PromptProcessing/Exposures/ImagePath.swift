public import FITS

/// A FITS file and, where it is said, which of its HDUs: `sci.fits`, `sci.fits[2]`, `sci.fits[SCI]`.
public struct ImagePath: Sendable, Hashable, CustomStringConvertible {
    /// Of the file, without brackets.
    public let path: String
    /// Nil where none is named.
    public let hdu: HDUSelector?

    /// The path is taken as it is, brackets and all.
    public init(path: String, hdu: HDUSelector? = nil) {
        (self.path, self.hdu) = (path, hdu)
    }

    /// As it is written: brackets at the end name the HDU by its number from 0 or its EXTNAME.
    public init(_ text: String) {
        guard text.hasSuffix("]"), let open = text.lastIndex(of: "["), open > text.startIndex else {
            self.init(path: text)
            return
        }
        let inner = String(text[text.index(after: open)...].dropLast())
        let selector: HDUSelector = Int(inner).map { .number($0) } ?? .name(inner)
        self.init(path: String(text[..<open]), hdu: inner.isEmpty ? nil : selector)
    }

    public var description: String { hdu.map { "\(path)[\($0)]" } ?? path }
}
