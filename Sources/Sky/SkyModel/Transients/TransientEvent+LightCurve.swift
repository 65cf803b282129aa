internal import SkyMath

extension TransientEvent {
    /// The event's light alone, dimmed by dust in its host and in our Galaxy; drawn from its identifier.
    ///
    /// - Parameter seed: of the whole sky.
    public func lightCurve(seed: UInt64, cosmology: Cosmology = .planck2018) -> any LightCurve {
        var draws = Draws(seed: seed, id.rawValue, LightCurveKey.purpose)
        let frame = EventFrame(
            mjdTai: explosionMjdTai, redshift: redshift, hostExtinction: hostExtinction(&draws),
            galacticReddening: host.extinction / 3.1, cosmology: cosmology)
        return switch kind {
        case .supernovaIa: SupernovaIa.drawn(from: &draws, firstLight: frame, cosmology: cosmology)
        case .supernovaII: CoreCollapseSupernova.drawn(from: &draws, kind: .typeII, frame: frame)
        case .supernovaIbc: CoreCollapseSupernova.drawn(from: &draws, kind: .typeIbc, frame: frame)
        case .supernovaIIn: CoreCollapseSupernova.drawn(from: &draws, kind: .typeIIn, frame: frame)
        case .superluminous: SuperluminousSupernova.drawn(from: &draws, frame: frame)
        case .tidalDisruption: TidalDisruption.drawn(from: &draws, frame: frame)
        case .kilonova: Kilonova.drawn(from: &draws, frame: frame)
        }
    }

    /// A_V: exponential, mean 0.35 for stars that die young in discs (after Hatano, Branch and Deaton 1998,
    /// doi:10.1086/305903), 0.1 elsewhere; none for type Ia, whose colour holds it.
    private func hostExtinction(_ draws: inout Draws) -> Double {
        let deviate = min(6, draws.exponential())
        return switch kind {
        case .supernovaIa: 0
        case .supernovaII, .supernovaIbc, .supernovaIIn: 0.35 * deviate
        case .superluminous, .tidalDisruption, .kilonova: 0.1 * deviate
        }
    }
}
