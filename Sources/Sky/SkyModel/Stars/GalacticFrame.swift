internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A place in the Galaxy: kpc from its centre, x towards the Sun's side, y in the direction of rotation, z north.
struct GalacticPlace {
    var x: Double
    var y: Double
    var z: Double

    var cylindricalRadius: Double { (x * x + y * y).squareRoot() }
}

/// The line of sight from the Sun.
///
/// Sun at 8.2 kpc from the centre (Bland-Hawthorn and Gerhard 2016, doi:10.1146/annurev-astro-081915-023441) and 25
/// pc above the plane (Juric et al. 2008, doi:10.1086/523619).
struct Sightline: Sendable {
    static let sunRadius = 8.2
    static let sunHeight = 0.025

    private let cosL: Double
    private let sinL: Double
    private let cosB: Double
    private let sinB: Double

    init(_ direction: GalacticPosition) {
        (cosL, sinL) = (cos(direction.l * .pi / 180), sin(direction.l * .pi / 180))
        (cosB, sinB) = (cos(direction.b * .pi / 180), sin(direction.b * .pi / 180))
    }

    func place(kpc distance: Double) -> GalacticPlace {
        GalacticPlace(
            x: Self.sunRadius - distance * cosB * cosL, y: distance * cosB * sinL, z: Self.sunHeight + distance * sinB)
    }
}
