public import SkyMath

extension TransientEvent {
    /// The event's light alone, dimmed by dust in its host and in our Galaxy; drawn from its identifier.
    ///
    /// - Parameter seed: of the whole sky.
    public func lightCurve(seed: UInt64, cosmology: Cosmology = .planck2018) -> any LightCurve {
        lightCurve(seed, cosmology, only: nil)
    }

    /// What `lightCurve` gives at one time, nJy, for a tenth of the price of the whole curve.
    public func flux(
        _ band: Passband, mjdTai: Double, seed: UInt64, cosmology: Cosmology = .planck2018
    ) -> Double {
        // Rounding puts a curve's beginning some 1e-11 days off the event's.
        guard mjdTai > explosionMjdTai - 1e-6 else { return 0 }
        let moment = FluxTable.Moment(band: band, mjdTai: mjdTai)
        return lightCurve(seed, cosmology, only: moment).flux(band, mjdTai: mjdTai)
    }

    private func lightCurve(
        _ seed: UInt64, _ cosmology: Cosmology, only moment: FluxTable.Moment?
    ) -> any LightCurve {
        var draws = Draws(seed: seed, id.rawValue, LightCurveKey.purpose)
        let frame = EventFrame(
            mjdTai: explosionMjdTai, redshift: redshift, hostExtinction: hostExtinction(&draws),
            galacticReddening: host.extinction / 3.1, cosmology: cosmology)
        return switch kind {
        case .supernovaIa: SupernovaIa.drawn(from: &draws, firstLight: frame, cosmology: cosmology, only: moment)
        case .supernovaII: CoreCollapseSupernova.drawn(from: &draws, kind: .typeII, frame: frame, only: moment)
        case .supernovaIbc: CoreCollapseSupernova.drawn(from: &draws, kind: .typeIbc, frame: frame, only: moment)
        case .supernovaIIn: CoreCollapseSupernova.drawn(from: &draws, kind: .typeIIn, frame: frame, only: moment)
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
