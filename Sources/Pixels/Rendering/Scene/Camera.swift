/// One image's point spread function ready to draw with.
struct Camera: Sendable {
    /// For points and trails.
    let fine: [PlaneGaussian]
    /// For galaxies, which are themselves smooth.
    let coarse: [PlaneGaussian]

    init(_ psf: PointSpread) {
        fine = psf.mixture(step: 0.7)
        coarse = psf.mixture(step: 1.3)
    }

    /// What a source of `shape` looks like, of flux 1.
    func image(of shape: StampSource.Shape) -> [PlaneGaussian] {
        switch shape {
        case .point: fine
        case .trail(let trail): fine.flatMap(trail.drawn)
        case .galaxy(let profile): MergedMixture.product(coarse, profile.mixture)
        }
    }
}
