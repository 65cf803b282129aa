import SkyMath
import SkyModel
import Synchronization

/// What the sky is asked for: how faint, and when transients may have begun that still shine.
struct SkyRequest: Sendable {
    var sky: Sky
    /// Mean r magnitude of the faintest star and nucleus drawn; what is fainter is seen only where it rises by itself.
    var limit = 25.0
    /// MJD TAI.
    var season: Range<Double>
    var template: TemplateEpochs
    /// What is drawn; without galaxies there are no nuclei and no supernovae.
    var populations = Set(SkyPopulation.allCases)
    /// Tables that others use too; nil where each cell makes its own.
    var starCells: StarCells?

    func starCell(_ cell: Int64) -> StarCell {
        starCells?.cell(cell) ?? sky.synthetic.starCell(cell, brighterThan: limit)
    }

    /// Those of the season with what is drawn together with it.
    var wholeWindows: Range<Double> { SkyObjectID.wholeWindows(covering: season) }

    func has(_ wanted: SkyPopulation...) -> Bool { populations.isSuperset(of: wanted) }

    /// Whether the star's light may change by half of the noise of the deepest visits. It depends on the sky alone, so
    /// that a cell has the same stars on every night.
    func canShow(_ star: Star) -> Bool {
        let change = star.greatestChange(seed: sky.seed)
        return Passband.allCases.contains { change * ABMagnitude.nJy(star.magnitude($0)) >= Self.leastChange[$0] }
    }

    /// nJy: a tenth of the flux at half a magnitude beyond the 5 sigma of a dark visit at the zenith (LSST overview, Ivezic et
    /// al. 2019, doi:10.3847/1538-4357/ab042c, table 2).
    private static let leastChange = PerBand(
        u: 24.2, g: 25.47, r: 25.02, i: 24.63, z: 24.06, y: 23.05
    ).map { ABMagnitude.nJy($0) / 10 }

    /// No catalogue stands for a population that varies.
    var isSynthetic: Bool {
        let catalogues = sky.catalogues
        return catalogues.stars == nil && catalogues.variables == nil && catalogues.activeGalaxies == nil
            && catalogues.transients == nil
    }
}

extension SkySource {
    /// To which it belongs, of those that vary.
    fileprivate var population: SkyPopulation {
        if star != nil { return .variables }
        return trueClass == "activeGalaxy" ? .agn : .transients
    }
}

/// All that varies in one cell of the sky, ascending by identifier.
final class CellSources: Sendable {
    let sources: [VariableSource]
    private let template: TemplateEpochs
    /// nJy of each source, of the bands that were asked for; NaN where nobody asked.
    private let templates = Mutex<[Passband: [Double]]>([:])

    /// Complexity: O(stars and galaxies of the cell).
    init(_ cell: Int64, _ request: SkyRequest) {
        var sources = request.isSynthetic ? Self.synthetic(cell, request) : Self.catalogued(cell, request)
        sources.sort { $0.id < $1.id }
        CellNumbers.set(in: &sources)
        self.sources = sources
        template = request.template
    }

    private static func catalogued(_ cell: Int64, _ request: SkyRequest) -> [VariableSource] {
        let all = request.sky.sources(cell: cell, brighterThan: request.limit, season: request.wholeWindows)
        let numbers = CellNumbers.events(all.map(\.id.rawValue))
        return all.compactMap { source in
            guard request.has(source.population) else { return nil }
            var made = VariableSource(
                id: source.id.rawValue, trueClass: source.trueClass, position: source.position, star: source.star,
                host: source.host, light: .curve(source.curve))
            made.number = numbers[made.id] ?? CellNumbers.event(ofCatalogue: made.id)
            return made
        }
    }

    private static func synthetic(_ cell: Int64, _ request: SkyRequest) -> [VariableSource] {
        let maker = SourceMaker(seed: request.sky.seed)
        let sky = request.sky.synthetic
        var (sources, lenses, events) = ([VariableSource](), [MicrolensingEvent](), [TransientEvent]())
        if request.has(.stars, .variables) {
            let stars = request.starCell(cell)
            for star in stars.variableStars(brighterThan: request.limit) where request.canShow(star) {
                if let source = maker.source(star) { sources.append(source) }
            }
            lenses = stars.microlensing(brighterThan: request.limit, peaking: request.wholeWindows)
        }
        if request.has(.galaxies) {
            let galaxies = sky.galaxyCell(cell)
            if request.has(.agn) {
                sources += sky.activeGalaxies(galaxies, brighterThan: request.limit).map(maker.source)
            }
            if request.has(.transients) {
                events = sky.transients(galaxies, exploding: request.wholeWindows)
            }
        }
        let numbers = CellNumbers.events((lenses.map(\.id) + events.map(\.id)).map(\.rawValue).sorted())
        var passing = lenses.filter { request.season.contains($0.peakMjdTai) }.map(maker.source)
        passing += events.filter { request.season.contains($0.explosionMjdTai) }.map(maker.source)
        for place in passing.indices { passing[place].number = numbers[passing[place].id] ?? 0 }
        sources += passing
        return sources
    }

    /// What the template holds of a source in one band, nJy. Complexity: O(exposures of a template) for the first call.
    func template(of number: Int, _ band: Passband) -> Double {
        let known = templates.withLock { $0[band]?[number] }
        if let known, !known.isNaN { return known }
        let flux = template.flux(band, of: sources[number].light)
        templates.withLock {
            $0[band, default: Array(repeating: .nan, count: sources.count)][number] = flux
        }
        return flux
    }
}

/// Makes sources of what the sky holds.
private struct SourceMaker {
    let seed: UInt64

    func source(_ star: Star) -> VariableSource? {
        guard let curve = star.lightCurve(seed: seed) else { return nil }
        return VariableSource(
            id: star.id.rawValue, trueClass: Self.names[Int(star.variability.rawValue)], position: star.position,
            star: star, host: nil, light: .curve(curve))
    }

    private static let names = VariabilityClass.allCases.map { "\($0)" }

    func source(_ event: MicrolensingEvent) -> VariableSource {
        VariableSource(
            id: event.id.rawValue, trueClass: "microlensing", position: event.source.position, star: event.source,
            host: nil, light: .curve(event.lightCurve(seed: seed)))
    }

    func source(_ galaxy: ActiveGalaxy) -> VariableSource {
        VariableSource(
            id: galaxy.id.rawValue, trueClass: "activeGalaxy", position: galaxy.host.position, star: nil,
            host: galaxy.host, light: .curve(galaxy.lightCurve(seed: seed)))
    }

    func source(_ event: TransientEvent) -> VariableSource {
        VariableSource(
            id: event.id.rawValue, trueClass: "\(event.kind)", position: event.position, star: nil, host: event.host,
            light: .event(event, seed: seed))
    }
}
