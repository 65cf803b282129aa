public import SkyMath

/// The brightness of one source over time: a pure function of time and band, so that any epoch can be asked for alone.
///
/// Conformers hold the few parameters that make the curve, and no list of epochs. Every call costs the same, whatever was
/// asked before.
public protocol LightCurve: Sendable {
    /// Flux density above the atmosphere in `band` at `mjdTai`: nJy (AB), all of the source's light, never negative, never
    /// NaN. Where a template image holds some of that light, the simulator takes it off.
    func flux(_ band: Passband, mjdTai: Double) -> Double

    /// Fluxes in `band` between which the curve stays for ever, nJy; to infinity where no such bound is cheap to tell.
    func reach(_ band: Passband) -> ClosedRange<Double>
}

extension LightCurve {
    /// 0 to infinity, for conformers that tell no bound.
    public func reach(_ band: Passband) -> ClosedRange<Double> { 0...Double.infinity }
}
