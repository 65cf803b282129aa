/// The light of a galaxy: surface brightness falling as exp(-b (r / halfLightRadius)^(1/n)), elliptical.
///
/// Source: Sersic 1968; Ciotti & Bertin 1999, A&A 352, 447. Drawn to 40 half-light radii; the light beyond is given to
/// the rest, so the flux is the total.
public struct SersicProfile: Sendable, Hashable {
    /// n, held between 0.5 (a Gaussian) and 6; 1 is a disc, 4 an elliptical galaxy.
    public var index: Double
    /// Radius of half the flux along the major axis, pixels. Not finite or negative counts as 0, a point.
    public var halfLightRadius: Double
    /// Minor axis by major axis, 0.05 to 1.
    public var axisRatio: Double
    /// Direction of the major axis, degrees from +x towards +y.
    public var angle: Double

    /// Parameters are kept as they are, and held within their ranges where the profile is drawn.
    public init(index: Double, halfLightRadius: Double, axisRatio: Double = 1, angle: Double = 0) {
        self.index = index
        self.halfLightRadius = halfLightRadius
        self.axisRatio = axisRatio
        self.angle = angle
    }

    /// The profile as Gaussians before it is seen through the air.
    var mixture: [PlaneGaussian] {
        let radius = halfLightRadius.held(0, 10_000)
        let ratio = axisRatio.held(0.05, 1)
        let axis = angle.isFinite ? angle : 0
        return SersicMixture.shared.weights(index: index.held(0.5, 6)).enumerated().compactMap { number, weight in
            guard weight > 1e-4 else { return nil }
            let sigma = radius * SersicMixture.sigmas[number]
            let across = sigma * ratio
            return PlaneGaussian(
                flux: weight, covariance: Covariance(along: sigma * sigma, across: across * across, axis: axis))
        }
    }
}
