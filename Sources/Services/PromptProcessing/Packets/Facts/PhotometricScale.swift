internal import FITS
internal import SkyMath

/// What one unit of an image is in nJy.
struct PhotometricScale: Sendable, Hashable {
    let nJyPerUnit: Double
    /// Where that comes from.
    let words: String

    static let keywords = ["MAGZERO", "PHOTZP", "MAGZPT", "MAGZP"]
    private static let units = ["nJy": 1.0, "njy": 1.0, "uJy": 1e3, "mJy": 1e6, "Jy": 1e9]

    private init(nJyPerUnit: Double, words: String) { (self.nJyPerUnit, self.words) = (nJyPerUnit, words) }

    init(zeroPoint: Double, _ words: String) {
        self.init(nJyPerUnit: ABMagnitude.nJy(zeroPoint), words: "zero point \(zeroPoint) \(words)")
    }

    /// By BUNIT, else FLUXMAG0 (units of a source of magnitude 0), else a magnitude of one unit; nil where the header has
    /// none.
    init?(_ header: Header, of name: String) {
        let unit = header.string("BUNIT")?.filter { $0 != " " } ?? ""
        if let value = Self.units[unit] {
            self.init(nJyPerUnit: value, words: "BUNIT \(unit) of \(name)")
        } else if let flux = header.real("FLUXMAG0"), flux > 0 {
            self.init(nJyPerUnit: ABMagnitude.nJy(0) / flux, words: "FLUXMAG0 of \(name)")
        } else if let (value, keyword) = header.firstReal(Self.keywords), (1...60).contains(value) {
            self.init(zeroPoint: value, "(\(keyword) of \(name))")
        } else {
            return nil
        }
    }
}
