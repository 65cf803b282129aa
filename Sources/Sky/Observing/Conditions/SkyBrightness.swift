public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Brightness of the night sky with the Moon and the last of twilight.
///
/// Moonlight after Krisciunas and Schaefer 1991, doi:10.1086/132921, computed in V and carried to the bands by the Sun's
/// colours (Willmer 2018, doi:10.3847/1538-4365/aabfdf) and the extinction by scattering in each; good to 25 % in V by
/// the authors' word, less in other bands. Twilight falls by 1 mag per degree of the Sun's depth and equals the dark sky
/// at 14.5 degrees, in round numbers after Patat et al. 2006, doi:10.1051/0004-6361:20064992.
public enum SkyBrightness {
    /// Lights of one moment, degrees; altitudes may be negative.
    public struct Lights: Sendable, Hashable {
        /// Of the Sun; negative at night.
        public var sunAltitude: Double
        /// Of the Moon; negative where it has set.
        public var moonAltitude: Double
        /// 0 at full moon.
        public var moonPhaseAngle: Double

        /// All in degrees; the phase angle is 0 at full moon.
        public init(sunAltitude: Double, moonAltitude: Double, moonPhaseAngle: Double) {
            self.sunAltitude = sunAltitude
            self.moonAltitude = moonAltitude
            self.moonPhaseAngle = moonPhaseAngle
        }
    }

    /// AB mag/arcsec^2 at `altitude`, `moonDistance` degrees from the Moon. Complexity: O(1).
    public static func brightness(
        _ band: Passband, altitude: Double, moonDistance: Double, lights: Lights
    ) -> Double {
        let constants = BandConstants.rubin[band]
        let paths = scatteringAirmass(altitude)
        let dark = powerOfTen(-0.4 * (constants.darkSky + constants.extinction * (paths - 1))) * paths
        let twilight = powerOfTen(-0.4 * (constants.darkSky - 14.5 - lights.sunAltitude))
        let moon = moonlight(band, paths: paths, distance: moonDistance, lights: lights)
        return -2.5 * decadicLog(dark + twilight + moon)
    }

    /// Moonlight as 10^(-0.4 m), m the AB mag/arcsec^2.
    private static func moonlight(_ band: Passband, paths: Double, distance: Double, lights: Lights) -> Double {
        guard lights.moonAltitude > 0 else { return 0 }
        let phase = abs(lights.moonPhaseAngle)
        let source = powerOfTen(-0.4 * (3.84 + 0.026 * phase + 4e-9 * phase * phase * phase * phase))
        let k = scattering[band]
        let arriving = powerOfTen(-0.4 * k * scatteringAirmass(lights.moonAltitude))
        let nanoLamberts = scattered(distance) * source * arriving * (1 - powerOfTen(-0.4 * k * paths))
        let v = (20.7233 - log(nanoLamberts / 34.08)) / 0.92104
        return powerOfTen(-0.4 * (v + solarColour[band]))
    }

    /// Scattering function of the angle from the Moon, equation 16 and 17; within 10 degrees equation 18.
    private static func scattered(_ distance: Double) -> Double {
        let cosine = cosDegrees(distance)
        let rayleigh = powerOfTen(5.36) * (1.06 + cosine * cosine)
        let aerosol = distance < 10 ? 6.2e7 / max(distance * distance, 0.0625) : powerOfTen(6.15 - distance / 40)
        return rayleigh + aerosol
    }

    /// Equation 3.
    private static func scatteringAirmass(_ altitude: Double) -> Double {
        let cosine = cosDegrees(max(altitude, 0))
        return 1 / (1 - 0.96 * cosine * cosine).squareRoot()
    }

    /// Mag per airmass lost to scattering alone.
    private static let scattering = PerBand<Double>(u: 0.47, g: 0.21, r: 0.12, i: 0.08, z: 0.05, y: 0.04)
    /// The Sun's colour, band - V.
    private static let solarColour = PerBand<Double>(u: 1.46, g: 0.25, r: -0.17, i: -0.29, z: -0.31, y: -0.31)
}
