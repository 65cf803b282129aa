internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A black body of a given size, with the light that lines take out of its blue.
struct Photosphere {
    /// K.
    let temperature: Double
    /// cm.
    let radius: Double
    /// Magnitudes that lines take for each 100 nm below the wavelength where they begin.
    var blanketing = 0.0

    /// The wavelengths that flux densities are wanted at, in forms that are used over and over.
    struct Nodes {
        private let exponents: [Double]
        private let cubes: [Double]
        private let blueward: [Double]

        /// - Parameter edge: nm, where lines begin.
        init(wavelengths: [Double], edge: Double) {
            exponents = wavelengths.map { Blackbody.exponent / $0 }
            cubes = wavelengths.map { 1e32 * Blackbody.scale / ($0 * $0 * $0) }
            blueward = wavelengths.map { max(0, edge - $0) / 100 }
        }

        /// Adds the flux densities of a photosphere at 10 pc, nJy.
        func add(_ photosphere: Photosphere, factor: Double = 1, to densities: inout [Double]) {
            let size = photosphere.radius / 3.085_677_58e19
            let (scale, coolness) = (factor * size * size, 1 / photosphere.temperature)
            for index in densities.indices {
                let exponent = exponents[index] * coolness
                if exponent > 400 { continue }
                var density = scale * cubes[index] / (exp(exponent) - 1)
                let lines = photosphere.blanketing * blueward[index]
                if lines > 0 { density *= ABMagnitude.factor(lines) }
                densities[index] += density
            }
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
