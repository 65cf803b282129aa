import Observing
import Rendering

/// What the detectors of one visit make of the light that falls on a stamp.
struct StampReadOut: Sendable {
    /// nJy of a pixel.
    let fullWell: Double
    private let bad: CameraDefects?

    /// `psf`: of the visit's image.
    init(_ scene: StampScene, _ psf: PointSpread) {
        fullWell = scene.depth.saturation * (psf.image(side: 1).first ?? 1)
        bad = scene.model.defects
    }

    /// Indices of the bad pixels of a stamp that begins at `first`. Complexity: O(log defects + found).
    func defects(of detector: Int, _ renderer: StampRenderer, _ first: (x: Int, y: Int)) -> [Int] {
        guard let bad = bad?[detector] else { return [] }
        let places = bad.places(x: first.x..<first.x + renderer.width, y: first.y..<first.y + renderer.height)
        return places.map { ($0.y - first.y) * renderer.width + $0.x - first.x }
    }
}
