#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A black body of a given size, with the light that lines take out of its ultraviolet.
struct Photosphere {
    /// K.
    let temperature: Double
    /// cm.
    let radius: Double
    /// Magnitudes at 300 nm that lines take; in proportion to 400 nm less the wavelength.
    var blanketing = 0.0

    /// Adds flux densities at 10 pc, nJy, at wavelengths in nm.
    func add(to densities: inout [Double], wavelengths: [Double], factor: Double = 1) {
        let size = radius / 3.085_677_58e19
        let scale = factor * size * size * 1e32 * Blackbody.scale
        for (index, wavelength) in wavelengths.enumerated() {
            let exponent = Blackbody.exponent / (wavelength * temperature)
            if exponent > 400 { continue }
            let lines =
                blanketing > 0 && wavelength < 400 ? ABMagnitude.factor(blanketing * (400 - wavelength) / 100) : 1
            densities[index] += scale * lines / (wavelength * wavelength * wavelength * expm1(exponent))
        }
    }

    /// Of a luminosity in erg/s: the radius at a temperature.
    static func radius(luminosity: Double, temperature: Double) -> Double {
        (luminosity / (4 * .pi * 5.670_374e-5)).squareRoot() / (temperature * temperature)
    }

    /// A photosphere that moves with the ejecta until it is as cool as `floor`, then stays that hot and shrinks.
    static func expanding(luminosity: Double, radius: Double, floor: Double) -> Photosphere {
        let temperature = pow(max(0, luminosity) / (4 * .pi * 5.670_374e-5 * radius * radius), 0.25)
        if temperature >= floor { return Photosphere(temperature: temperature, radius: radius) }
        return Photosphere(temperature: floor, radius: self.radius(luminosity: max(0, luminosity), temperature: floor))
    }
}
