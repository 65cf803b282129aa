import SkyMath
import SkyModel

/// What the templates of one year after the other hold of a source: the first are asked for the oldest of its past.
struct EarlierTemplates {
    private let curve: any LightCurve
    private var fluxes: [Int: Double] = [:]

    init(_ curve: any LightCurve) { self.curve = curve }

    /// nJy, of the template that serves at `mjdTai`. Complexity: O(exposures) for the first of a year and band.
    mutating func flux(_ band: Passband, mjdTai: Double) -> Double {
        let year = TemplateEpochs.year(mjdTai: mjdTai)
        let key = year * Passband.allCases.count + Int(band.rawValue)
        if let known = fluxes[key] { return known }
        let flux = TemplateEpochs(year: year).flux(band, of: curve)
        fluxes[key] = flux
        return flux
    }
}
