#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension GalaxyLuminosityFunction {
    /// Galaxies per cubic Mpc (comoving) and magnitude.
    func callAsFunction(_ absoluteMagnitude: Double, redshift: Double) -> Double {
        let grown = brightening * min(redshift, 1.2) + 0.1 * min(max(redshift - 1.2, 0), 2.5)
        let x = pow(10, -0.4 * (absoluteMagnitude - characteristicMagnitude + grown))
        return 0.4 * 2.302585092994046 * numbers(redshift) * pow(x, slope + 1) * exp(-x)
    }

    private func numbers(_ redshift: Double) -> Double {
        density * pow(10, 0.4 * thinning * min(redshift, 1.5)) * exp(-0.6 * max(redshift - 2, 0))
    }
}
