public import SkyMath

/// One thing whose light changes, synthetic or of a catalogue.
public struct SkySource: Sendable, Identifiable {
    /// That of the star, galaxy or event that it is made of.
    public var id: SkyObjectID
    /// The name under which truth is told: `rrLyraeAB`, `microlensing`, `activeGalaxy`, `supernovaIa` ...
    public var trueClass: String
    /// ICRS; of stars at J2016.0.
    public var position: SkyPosition
    /// The star that moves and has a parallax; nil for what is far away.
    public var star: Star?
    /// The galaxy that it is in; nil for stars and microlensing.
    public var host: Galaxy?
    /// Brightness over time, nJy.
    public var curve: any LightCurve
}

extension Sky {
    /// All that varies in one cell, ascending by identifier.
    ///
    /// - Parameters:
    ///   - limit: mean r magnitude of the faintest star and nucleus.
    ///   - season: MJD TAI: transients that begin in it, microlensing that peaks in it. Of a catalogue, transients
    ///     whose peak is in it.
    ///
    /// Complexity: O(stars and galaxies of the cell).
    public func sources(cell: Int64, brighterThan limit: Double, season: Range<Double>) -> [SkySource] {
        let sources =
            starSources(cell, limit, season) + nucleusSources(cell, limit) + transientSources(cell, season)
        return sources.sorted { $0.id < $1.id }
    }

    private func starSources(_ cell: Int64, _ limit: Double, _ season: Range<Double>) -> [SkySource] {
        var sources: [SkySource] = []
        if catalogues.stars == nil || catalogues.variables == nil {
            let drawn = synthetic.starCell(cell, brighterThan: limit)
            if catalogues.variables == nil {
                sources += drawn.variableStars(brighterThan: limit).compactMap { source($0, $0.lightCurve(seed: seed)) }
            }
            if catalogues.stars == nil {
                sources += drawn.microlensing(brighterThan: limit, peaking: season).map(source)
            }
        }
        for star in catalogues.stars?.members(cell: cell) ?? [] where star.magnitude(.r) < limit {
            if let found = source(star, star.lightCurve(seed: seed)) { sources.append(found) }
        }
        for variable in catalogues.variables?.members(cell: cell) ?? [] where variable.star.magnitude(.r) < limit {
            if let found = source(variable.star, variable.lightCurve(seed: seed)) { sources.append(found) }
        }
        return sources
    }

    private func nucleusSources(_ cell: Int64, _ limit: Double) -> [SkySource] {
        guard let nuclei = catalogues.activeGalaxies else {
            return synthetic.activeGalaxies(synthetic.galaxyCell(cell), brighterThan: limit).map(source)
        }
        return nuclei.members(cell: cell).filter { $0.magnitudes[.r] < limit }.map(source)
    }

    private func transientSources(_ cell: Int64, _ season: Range<Double>) -> [SkySource] {
        guard let transients = catalogues.transients else {
            return synthetic.transients(synthetic.galaxyCell(cell), exploding: season).map {
                source($0, $0.lightCurve(seed: seed))
            }
        }
        return transients.members(cell: cell).filter { season.contains($0.peakMjdTai) }.map {
            source($0.event, $0.lightCurve(seed: seed))
        }
    }

    private func source(_ star: Star, _ curve: (any LightCurve)?) -> SkySource? {
        curve.map {
            SkySource(
                id: star.id, trueClass: "\(star.variability)", position: star.position, star: star, host: nil, curve: $0
            )
        }
    }

    private func source(_ event: MicrolensingEvent) -> SkySource {
        SkySource(
            id: event.id, trueClass: "microlensing", position: event.source.position, star: event.source, host: nil,
            curve: event.lightCurve(seed: seed))
    }

    private func source(_ galaxy: ActiveGalaxy) -> SkySource {
        SkySource(
            id: galaxy.id, trueClass: "activeGalaxy", position: galaxy.host.position, star: nil, host: galaxy.host,
            curve: galaxy.lightCurve(seed: seed))
    }

    private func source(_ event: TransientEvent, _ curve: any LightCurve) -> SkySource {
        SkySource(
            id: event.id, trueClass: "\(event.kind)", position: event.position, star: nil, host: event.host,
            curve: curve)
    }
}
