public import SkyMath

/// One explosion or disruption: what, where, in which galaxy and when.
public struct TransientEvent: Sendable, Hashable, Identifiable {
    public var id: SkyObjectID
    public var kind: TransientClass
    public var host: Galaxy
    /// ICRS.
    public var position: SkyPosition
    /// From the middle of the host, arcsec.
    public var hostOffset: Double
    public var redshift: Double
    /// When it begins, as seen here, MJD TAI.
    public var explosionMjdTai: Double

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
