/// Even light between two circles: a point far out of focus.
public struct Ring: Sendable, Hashable {
    /// Pixels; not finite or less than 1 counts as 1, more than 10,000 as that.
    public var diameter: Double
    /// Inner diameter by the outer one, 0 to 0.99.
    public var hole: Double

    /// Parameters are kept as they are, and held within their ranges where the ring is drawn.
    public init(diameter: Double, hole: Double) {
        self.diameter = diameter
        self.hole = hole
    }

    /// Pixels squared.
    public var area: Double {
        let (diameter, hole) = (diameter.held(1, 10_000), hole.held(0, 0.99))
        return .pi / 4 * diameter * diameter * (1 - hole * hole)
    }
}

extension Canvas {
    /// Adds a ring of `flux` about (x, y), its rims falling off over `width` pixels. Complexity: O(pixels).
    mutating func add(_ ring: Ring, flux: Double, x: Double, y: Double, rim: Double) {
        guard flux.isFinite, x.isFinite, y.isFinite, flux != 0 else { return }
        let brightness = Float(flux.held(-1e15, 1e15) / ring.area)
        let outer = ring.diameter.held(1, 10_000) / 2
        let inner = outer * ring.hole.held(0, 0.99)
        let steepness = 1 / max(rim, 0.5)
        for row in 0..<height {
            for column in 0..<width {
                let (dx, dy) = (Double(column) - x, Double(row) - y)
                let radius = (dx * dx + dy * dy).squareRoot()
                let covered =
                    ((outer - radius) * steepness + 0.5).held(0, 1) - ((inner - radius) * steepness + 0.5).held(0, 1)
                pixels[row * width + column] += brightness * Float(covered)
            }
        }
    }
}
