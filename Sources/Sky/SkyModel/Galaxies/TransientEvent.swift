public import SkyMath

/// One explosion or disruption: what, where, in which galaxy and when.
public struct TransientEvent: Sendable, Hashable, Identifiable {
    /// Of the event, not of the host.
    public var id: SkyObjectID
    /// Class of the event, by which its light curve is drawn.
    public var kind: TransientClass
    /// The galaxy in which it happens.
    public var host: Galaxy
    /// ICRS.
    public var position: SkyPosition
    /// From the middle of the host, arcsec.
    public var hostOffset: Double
    /// Of a synthetic event that of the host.
    public var redshift: Double
    /// When it begins, as seen here, MJD TAI.
    public var explosionMjdTai: Double

    /// `hostOffset` in arcsec, `explosionMjdTai` in MJD TAI; values are taken as they are.
    public init(
        id: SkyObjectID, kind: TransientClass, host: Galaxy, position: SkyPosition, hostOffset: Double,
        redshift: Double,
        explosionMjdTai: Double
    ) {
        self.id = id
        self.kind = kind
        self.host = host
        self.position = position
        self.hostOffset = hostOffset
        self.redshift = redshift
        self.explosionMjdTai = explosionMjdTai
    }
}
