import SkyMath
import SkyModel

/// What the templates of one year after the other hold of a source whose past is gone through in its order.
struct EarlierTemplates {
    private let curve: any LightCurve
    private var template: TemplateEpochs?
    /// Of that template, by band; nil where it was not asked for.
    private var fluxes: [Double?] = []

    init(_ curve: any LightCurve) { self.curve = curve }

    /// nJy, of the template that serves at `mjdTai`. Complexity: O(exposures) for the first of a year and band.
    mutating func flux(_ band: Passband, mjdTai: Double) -> Double {
        let template = serving(at: mjdTai)
        if let known = fluxes[Int(band.rawValue)] { return known }
        let flux = template.flux(band, of: curve)
        fluxes[Int(band.rawValue)] = flux
        return flux
    }

    private mutating func serving(at mjdTai: Double) -> TemplateEpochs {
        let year = TemplateEpochs.year(mjdTai: mjdTai)
        if let template, template.year == year { return template }
        let next = TemplateEpochs(year: year)
        (template, fluxes) = (next, Array(repeating: nil, count: Passband.allCases.count))
        return next
    }
}
