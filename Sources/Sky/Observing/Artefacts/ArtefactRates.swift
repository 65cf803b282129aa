/// How many artefacts there are: nominal values of our own choice, about 10 a detector and visit beside trails.
public struct ArtefactRates: Sendable, Hashable {
    /// Per detector and visit.
    public var spurious = 6.0
    /// Per detector and visit.
    public var cosmicRays = 2.0
    /// Chance of each bright star, from this flux on, nJy: magnitude 16.
    public var dipolePerStar = 0.05
    /// Least flux of a star that may leave a dipole, nJy.
    public var dipoleFlux = 1.45e6
    /// Stars from this flux on, nJy, leave ghosts: magnitude 10.
    public var ghostFlux = 3.63e8
    /// Per visit, over the whole camera.
    public var satelliteTrails = 0.3
    /// Single flashes per visit, over the whole camera.
    public var glints = 2.0
    /// Lines of flashes, each of 6 to 30.
    public var glintTrains = 0.2

    /// The nominal values.
    public init() {}

    /// Those named `factor` times as often; chances end at 1. Ghosts are where the bright stars are, and stay.
    public func scaled(
        by factor: Double, _ populations: Set<ArtefactPopulation> = ArtefactPopulation.all
    ) -> ArtefactRates {
        var rates = self
        for population in populations {
            switch population {
            case .spurious: rates.spurious *= factor
            case .cosmicRays: rates.cosmicRays *= factor
            case .dipoles: rates.dipolePerStar = min(dipolePerStar * factor, 1)
            case .satellites:
                rates.satelliteTrails *= factor
                rates.glints *= factor
                rates.glintTrains *= factor
            }
        }
        return rates
    }
}

/// Artefacts whose number a rate gives.
public enum ArtefactPopulation: String, Sendable, Hashable, CaseIterable {
    case spurious
    case cosmicRays = "cosmic-rays"
    case dipoles
    /// Trails, glints and lines of glints.
    case satellites

    /// All of them.
    public static let all = Set(allCases)
}

extension Artefact.Kind {
    /// Nil for ghosts.
    public var population: ArtefactPopulation? {
        switch self {
        case .spurious: .spurious
        case .cosmicRay: .cosmicRays
        case .dipole: .dipoles
        case .satelliteTrail, .glint, .glintTrain: .satellites
        case .ghost: nil
        }
    }
}
