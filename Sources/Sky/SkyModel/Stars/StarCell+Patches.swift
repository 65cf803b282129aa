internal import SkyMath

extension StarCell {
    /// Stars that may lie in the discs, with the number of the disc's place: one that may lie in several comes for each.
    ///
    /// - Parameters:
    ///   - magnitudes: mean r.
    ///   - body: is called in the order of identifiers.
    ///
    /// Complexity: O(stars), some nanoseconds each of those elsewhere.
    public func visit(
        _ patches: CellPatches, magnitudes: Range<Double>, _ body: (_ star: Star, _ place: Int) -> Void
    ) {
        for (layer, count) in counts.enumerated() where MagnitudeLayers.overlaps(layer, magnitudes) {
            for index in 0..<count {
                let id = SkyObjectID(kind: .star, cell: cell, block: layer, index: index)
                var draws = Draws(seed: seed, id.rawValue)
                let random = draws.next()
                guard patches.mayHold(random), let star = star(id), magnitudes.contains(star.magnitude(.r)) else {
                    continue
                }
                for place in patches.places(random) { body(star, place) }
            }
        }
    }

    /// The r magnitude, an edge of the layers, to which there are at most `density` stars per square degree; of what the
    /// cell was made for.
    public func limit(density: Double) -> Double {
        var sum = 0
        for (layer, count) in counts.enumerated() {
            sum += count
            if Double(sum) > density * SkyCells.area { return MagnitudeLayers.edges(layer).lowerBound }
        }
        return MagnitudeLayers.edges(max(counts.count - 1, 0)).upperBound
    }
}

extension MagnitudeLayers {
    static func edges(_ layer: Int) -> Range<Double> {
        magnitude(bin: firstBins[layer])..<magnitude(bin: firstBins[layer + 1])
    }

    static func overlaps(_ layer: Int, _ magnitudes: Range<Double>) -> Bool { edges(layer).overlaps(magnitudes) }
}
