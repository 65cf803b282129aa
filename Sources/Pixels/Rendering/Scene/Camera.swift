/// One image's point spread function ready to draw with.
struct Camera: Sendable {
    /// For points and trails.
    let fine: [PlaneGaussian]
    /// For galaxies, which are themselves smooth.
    let coarse: [PlaneGaussian]
    /// Full width at half maximum, pixels.
    let width: Double

    init(_ psf: PointSpread) {
        fine = psf.mixture(step: 0.7)
        coarse = psf.mixture(step: 1.3)
        width = psf.drawn.fwhm
    }

    /// What a source of `shape` looks like, of flux 1; nothing for a ring, which is no sum of Gaussians.
    func image(of shape: StampSource.Shape) -> [PlaneGaussian] {
        switch shape {
        case .point: fine
        case .trail(let trail): fine.flatMap(trail.drawn)
        case .hit(let trail): trail.drawn(Self.pixel)
        case .ring: []
        case .galaxy(let profile): MergedMixture.product(coarse, profile.mixture)
        }
    }

    /// A charge that a pixel collects and its neighbours share a little.
    private static let pixel = PlaneGaussian(flux: 1, covariance: Covariance(xx: 0.2, xy: 0, yy: 0.2))

    func add(_ source: StampSource, flux: Double, _ image: [PlaneGaussian], to canvas: inout Canvas) {
        if case .ring(let ring) = source.shape {
            canvas.add(ring, flux: flux, x: source.x, y: source.y, rim: width)
        } else {
            canvas.add(image, flux: flux, x: source.x, y: source.y)
        }
    }
}
