internal import SkyMath

/// Where a telescope stands, by the Minor Planet Center's parallax constants.
public struct Observatory: Sendable, Hashable {
    /// Three characters, such as `X05`.
    public var code: String
    /// In full, for people to read.
    public var name: String
    /// East longitude, degrees.
    public var longitude: Double
    /// Distance from the Earth's axis in equatorial radii (6378.137 km).
    public var rhoCosPhi: Double
    /// Height above the equator's plane in equatorial radii.
    public var rhoSinPhi: Double

    /// `longitude` east, degrees; parallax constants in equatorial radii.
    public init(code: String, name: String, longitude: Double, rhoCosPhi: Double, rhoSinPhi: Double) {
        self.code = code
        self.name = name
        self.longitude = longitude
        self.rhoCosPhi = rhoCosPhi
        self.rhoSinPhi = rhoSinPhi
    }

    /// Vera C. Rubin Observatory.
    public static let rubin = Observatory(
        code: "X05", name: "Simonyi Survey Telescope, Rubin Observatory", longitude: 289.25058, rhoCosPhi: 0.864981,
        rhoSinPhi: -0.500958)

    /// Cerro Tololo.
    public static let cerroTololo = Observatory(
        code: "W84", name: "Cerro Tololo-DECam", longitude: 289.19358, rhoCosPhi: 0.865572, rhoSinPhi: -0.499793)

    /// The Earth's centre.
    public static let geocentre = Observatory(
        code: "500", name: "Geocentric", longitude: 0, rhoCosPhi: 0, rhoSinPhi: 0)

    /// Place from the Earth's centre, au, ICRF axes.
    public func geocentric(mjdTai: Double) -> Vector3 {
        let radius = 6378.137 * Gravity.auPerKm
        let fixed = Vector3(rhoCosPhi * radius, 0, rhoSinPhi * radius).turnedAboutZ(longitude * .pi / 180)
        return EarthRotation.toCelestial(
            fixed, mjdUT1: TimeScale.mjdUtc(fromMjdTai: mjdTai), mjdTT: TimeScale.mjdTT(fromMjdTai: mjdTai))
    }
}
