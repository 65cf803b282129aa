internal import SkyMath

extension MicrolensingEvent {
    /// The source's light, magnified; the lens gives none.
    ///
    /// - Parameter seed: of the whole sky.
    public func lightCurve(seed: UInt64) -> Microlensing {
        var draws = Draws(seed: seed, id.rawValue, LightCurveKey.purpose)
        return Microlensing(
            peakMjdTai: peakMjdTai, einsteinTime: einsteinTime, impact: impact,
            parallax: Microlensing.drawnParallax(from: &draws), position: source.position, magnitudes: source.magnitudes
        )
    }
}
