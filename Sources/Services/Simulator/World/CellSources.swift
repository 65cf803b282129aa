import SkyMath
import SkyModel

/// What the sky is asked for: how faint, and when transients may have begun that still shine.
struct SkyRequest: Sendable {
    var sky: SyntheticSky
    /// Mean r magnitude of the faintest star and nucleus drawn; what is fainter is seen only where it rises by itself.
    var limit = 25.0
    /// MJD TAI.
    var season: Range<Double>
    var template: TemplateEpochs
    /// What is drawn; without galaxies there are no nuclei and no supernovae.
    var populations = Set(SkyPopulation.allCases)

    func has(_ wanted: SkyPopulation...) -> Bool { populations.isSuperset(of: wanted) }
}

/// All that varies in one cell of the sky, ascending by identifier.
struct CellSources: Sendable {
    let sources: [VariableSource]

    /// Complexity: O(stars and galaxies of the cell).
    init(_ cell: Int64, _ request: SkyRequest) {
        let maker = SourceMaker(seed: request.sky.seed, template: request.template)
        let sky = request.sky
        var sources: [VariableSource] = []
        if request.has(.stars, .variables) {
            let stars = sky.starCell(cell, brighterThan: request.limit)
            for star in stars.stars(brighterThan: request.limit) where star.variability != .constant {
                if let source = maker.source(star) { sources.append(source) }
            }
            sources += stars.microlensing(brighterThan: request.limit, peaking: request.season).map(maker.source)
        }
        if request.has(.galaxies) {
            let galaxies = sky.galaxyCell(cell)
            if request.has(.agn) {
                sources += sky.activeGalaxies(galaxies, brighterThan: request.limit).map(maker.source)
            }
            if request.has(.transients) {
                sources += sky.transients(galaxies, exploding: request.season).map(maker.source)
            }
        }
        self.sources = sources.sorted { $0.id < $1.id }
    }
}

/// Makes sources of what the sky holds.
private struct SourceMaker {
    let seed: UInt64
    let template: TemplateEpochs

    func source(_ star: Star) -> VariableSource? {
        guard let curve = star.lightCurve(seed: seed) else { return nil }
        return VariableSource(
            id: star.id.rawValue, trueClass: "\(star.variability)", position: star.position, star: star, host: nil,
            curve: curve, template: template.flux(of: curve))
    }

    func source(_ event: MicrolensingEvent) -> VariableSource {
        let curve = event.lightCurve(seed: seed)
        return VariableSource(
            id: event.id.rawValue, trueClass: "microlensing", position: event.source.position, star: event.source,
            host: nil, curve: curve, template: template.flux(of: curve))
    }

    func source(_ galaxy: ActiveGalaxy) -> VariableSource {
        let curve = galaxy.lightCurve(seed: seed)
        return VariableSource(
            id: galaxy.id.rawValue, trueClass: "activeGalaxy", position: galaxy.host.position, star: nil,
            host: galaxy.host, curve: curve, template: template.flux(of: curve))
    }

    func source(_ event: TransientEvent) -> VariableSource {
        let curve = event.lightCurve(seed: seed)
        return VariableSource(
            id: event.id.rawValue, trueClass: "\(event.kind)", position: event.position, star: nil, host: event.host,
            curve: curve, template: template.flux(of: curve))
    }
}
