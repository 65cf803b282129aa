public import SkyMath

/// A supernova or other transient of a catalogue, with when and how bright it was at its peak.
public struct CatalogueTransient: CatalogueMember {
    /// Class, host, place and redshift; the catalogue's peak overrides its time.
    public var event: TransientEvent
    /// MJD TAI.
    public var peakMjdTai: Double
    /// AB, with all dust; nil where it is drawn as for events of the class.
    public var peakMagnitude: Double?
    /// In which the peak was seen.
    public var band: Passband

    /// That of the event.
    public var id: SkyObjectID { event.id }
    /// That of the event, ICRS.
    public var position: SkyPosition { event.position }

    /// `peakMjdTai` in MJD TAI, `peakMagnitude` AB; nil where it is to be drawn.
    public init(event: TransientEvent, peakMjdTai: Double, peakMagnitude: Double? = nil, band: Passband = .r) {
        self.event = event
        self.peakMjdTai = peakMjdTai
        self.peakMagnitude = peakMagnitude
        self.band = band
    }

    /// The light of an event of the class at the redshift, moved so that its peak in the band is when and as bright as
    /// the catalogue says. Peaks are found to a quarter of a day at rest.
    ///
    /// - Parameter seed: of the whole sky, for what is drawn.
    public func lightCurve(seed: UInt64) -> any LightCurve {
        let curve = event.lightCurve(seed: seed)
        let (time, flux) = Self.peak(curve, band, after: event.explosionMjdTai, redshift: event.redshift)
        let factor = peakMagnitude.map { ABMagnitude.sourceFlux($0) / max(flux, 1e-30) } ?? 1
        return RetimedLightCurve(curve: curve, reference: time, epoch: peakMjdTai, factor: flux > 0 ? factor : 0)
    }

    private static func peak(
        _ curve: any LightCurve, _ band: Passband, after start: Double, redshift: Double
    ) -> (time: Double, flux: Double) {
        let steps = (0..<600).lazy.map { step -> (Double, Double) in
            let time = start + Double(step) * 0.25 * (1 + redshift)
            return (time, curve.flux(band, mjdTai: time))
        }
        return steps.max { $0.1 < $1.1 } ?? (start, 0)
    }
}
