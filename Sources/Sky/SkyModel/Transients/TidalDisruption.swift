public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A star torn apart by a black hole: a hot black body that brightens in weeks and fades as time to the -5/3 (Rees
/// 1988, doi:10.1038/333523a0; the form of van Velzen and others 2021, doi:10.3847/1538-4357/abc258).
public struct TidalDisruption: LightCurve {
    /// The frame's time is four rise times before the peak, where the light is set to begin.
    public let frame: EventFrame
    /// erg/s, of the whole black body.
    public let peakLuminosity: Double
    /// K.
    public let temperature: Double
    /// The Gaussian's width of the rise, days at rest.
    public let rise: Double
    /// Days at rest: light falls as (1 + time / this) to the -5/3.
    public let fallback: Double
    private let peakFlux: PerBand<Double>

    /// Brought within 0 ... 1e47 erg/s, 3000 ... 100,000 K, rises of 1 ... 100 and fallbacks of 1 ... 1000 days.
    public init(
        frame: EventFrame, peakLuminosity: Double, temperature: Double, rise: Double, fallback: Double
    ) {
        self.frame = frame
        self.peakLuminosity = max(0, min(1e47, peakLuminosity))
        self.temperature = max(3000, min(100_000, temperature))
        self.rise = max(1, min(100, rise))
        self.fallback = max(1, min(1000, fallback))
        let surface = Photosphere(
            temperature: self.temperature,
            radius: Photosphere.radius(luminosity: self.peakLuminosity, temperature: self.temperature))
        peakFlux = frame.fluxes { densities in
            Photosphere.Nodes(wavelengths: frame.restWavelengths, edge: 0).add(surface, to: &densities)
        }
    }

    /// When the black body is brightest.
    public var peakMjdTai: Double { frame.mjdTai + 4 * rise * (1 + frame.redshift) }

    /// 0 before the frame's time; the spectrum does not change.
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        let days = (mjdTai - frame.mjdTai) / (1 + frame.redshift) - 4 * rise
        guard days > -4 * rise, days < 1000 else { return 0 }
        let share = days < 0 ? exp(-0.5 * days * days / (rise * rise)) : pow(1 + days / fallback, -5.0 / 3)
        return share * peakFlux[band]
    }

    /// g-band luminosities between 10^42.5 and 10^44.5 erg/s as a power law with index -2.5 (van Velzen 2018,
    /// doi:10.3847/1538-4357/aa998e), temperatures about 10^4.3 K with 0.15 dex, rises about 12 days, falls about 50
    /// days.
    public static func drawn(from draws: inout Draws, frame: EventFrame) -> TidalDisruption {
        let least = pow(10, 42.5)
        let blue = least * pow(1 - draws.uniform() * (1 - 1e-3), -1 / 1.5)
        let temperature = pow(10, 4.3 + 0.15 * max(-2, min(2, draws.normal())))
        let rise = 12 * exp(0.4 * max(-2, min(2, draws.normal())))
        let fallback = 50 * exp(0.4 * max(-2, min(2, draws.normal())))
        return TidalDisruption(
            frame: frame, peakLuminosity: blue / Self.blueShare(temperature: temperature), temperature: temperature,
            rise: rise, fallback: fallback)
    }

    /// Frequency times luminosity at 475 nm over the whole of a black body's.
    static func blueShare(temperature: Double) -> Double {
        let frequency = 2.997_924_58e17 / 475
        return frequency * Blackbody(temperature: temperature).fluxDensity(nm: 475)
            / (5.670_374e-5 * pow(temperature, 4))
    }
}
