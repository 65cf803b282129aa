internal import SkyMath

extension GalaxyCell {
    /// Galaxies that may lie in the discs, with the number of the disc's place: one that may lie in several comes for each.
    ///
    /// - Parameters:
    ///   - limit: r, with the Galaxy's dust.
    ///   - body: is called in the order of identifiers.
    ///
    /// Complexity: O(galaxies), some nanoseconds each of those elsewhere.
    public func visit(
        _ patches: CellPatches, brighterThan limit: Double, _ body: (_ galaxy: Galaxy, _ place: Int) -> Void
    ) {
        let clear = limit - extinction * DustSheet.ratioR
        for layer in MagnitudeLayers.layers(brighterThan: clear) {
            for index in 0..<counts[layer] {
                let id = SkyObjectID(kind: .galaxy, cell: cell, block: layer, index: index)
                var draws = Draws(seed: seed, id.rawValue)
                let random = draws.next()
                guard patches.mayHold(random) else { continue }
                var drawn = DrawnGalaxy(seed: seed, cell: cell, layer: layer, index: index)
                guard drawn.magnitude < clear else { continue }
                let galaxy = drawn.galaxy(drawn.position, extinction: extinction)
                for place in patches.places(random) { body(galaxy, place) }
            }
        }
    }
}
