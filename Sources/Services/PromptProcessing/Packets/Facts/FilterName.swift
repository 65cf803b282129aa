internal import FITS
internal import SkyMath

/// Which of LSST's bands a header's words for a filter mean.
enum FilterName {
    static let keywords = ["BAND", "FILTER", "FILTER1"]

    /// Nil where no word of the first keyword with a text is one of u g r i z y (also Y), alone, before a number (`r_57`,
    /// `r DECam SDSS c0002`), or after a survey's name (`ZTF_r`, `sdss g`).
    static func band(_ header: Header) -> Passband? {
        keywords.lazy.compactMap { header.string($0) }.first { !$0.isEmpty }.flatMap(band)
    }

    static func band(_ text: String) -> Passband? {
        let words = text.split { !$0.isLetter && !$0.isNumber }.map { $0 == "Y" ? "y" : String($0) }
        let bands = Set(words.compactMap { $0.count == 1 ? Passband($0) : nil })
        return bands.count == 1 ? bands.first : nil
    }
}
