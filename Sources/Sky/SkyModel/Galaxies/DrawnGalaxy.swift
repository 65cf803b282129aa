internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a galaxy is before its details are drawn: enough to decide whether it is wanted.
struct DrawnGalaxy {
    let id: SkyObjectID
    let chosen: GalaxyCase
    /// Number of the case within its layer.
    let number: Int
    /// r without the Galaxy's dust.
    let magnitude: Double
    private let place: UInt64
    private var draws: Draws

    init(seed: UInt64, cell: Int64, layer: Int, index: Int) {
        id = SkyObjectID(kind: .galaxy, cell: cell, block: layer, index: index)
        draws = Draws(seed: seed, id.rawValue)
        place = draws.next()
        let table = GalaxyGrid.shared.layers[layer]
        number = table.choice.pick(draws.uniform())
        chosen = table.cases[number]
        magnitude = MagnitudeLayers.magnitude(bin: chosen.bin) + MagnitudeLayers.binWidth * draws.uniform()
    }

    var position: SkyPosition { SkyCells.place(in: id.cell, place) }

    /// Redshift, comoving distance in Mpc and M_r, the first that is drawn of the details.
    private mutating func distant() -> (redshift: Double, distance: Double, absoluteMagnitude: Double) {
        let redshift = GalaxyGrid.redshiftStep * (Double(chosen.redshift) + max(draws.uniform(), 0.05))
        let grid = GalaxyGrid.shared
        let distance = grid.distance(redshift: redshift)
        let correction = grid.correction(chosen.type, redshift: redshift)
        let m = magnitude - correction[2] - 5 * log10(distance * (1 + redshift)) - 25
        return (redshift, distance, m)
    }

    /// What decides about the galaxy's nucleus: redshift, comoving distance in Mpc and stars.
    func outline() -> (redshift: Double, distance: Double, stars: GalaxyStars) {
        var copy = self
        let (redshift, distance, m) = copy.distant()
        return (redshift, distance, GalaxyStars(chosen.type, absoluteMagnitude: m, redshift: redshift))
    }

    mutating func galaxy(_ position: SkyPosition, extinction: Double) -> Galaxy {
        let (redshift, distance, m) = distant()
        let type = chosen.type
        let correction = GalaxyGrid.shared.correction(type, redshift: redshift)
        let shape = GalaxyShape(type, absoluteMagnitude: m, redshift: redshift, distance: distance, &draws)
        let colours = correction - correction[2] + (0.06 * draws.normal()) * Self.slope
        return Galaxy(
            id: id, position: position, type: type, redshift: redshift, absoluteMagnitude: m, shape: shape,
            stars: GalaxyStars(type, absoluteMagnitude: m, redshift: redshift), extinction: extinction,
            bands: SIMD8<Float>(colours + magnitude + DustSheet.bandRatios * extinction))
    }

    /// How colours vary together about a template's.
    private static let slope = SIMD8<Double>(2.2, 1, 0, -0.5, -0.8, -1, 0, 0)
}
