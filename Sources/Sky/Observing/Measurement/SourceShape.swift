internal import SkyMath

/// Second moments of a source, arcsec^2: the PSF's, what its extent makes of them, and noise. NaN of what has none.
struct SourceShape {
    var psfMoment: Double
    var ixx: Double
    var iyy: Double
    var ixy: Double

    init(_ frame: DetectionModel.Frame, snr: Double, _ draws: inout Draws) {
        let extent = frame.extent
        let sigma = frame.visit.seeingFwhmGeom / 2.3548
        psfMoment = sigma * sigma
        let noise = (draws.normal(), draws.normal(), draws.normal())
        let point: (along: Double, across: Double)? = (psfMoment, psfMoment)
        guard let own = extent == nil ? point : extent?.moments(psf: sigma * sigma) else {
            (ixx, iyy, ixy) = (.nan, .nan, .nan)
            return
        }
        let angle = extent.map { frame.rotation + $0.angle } ?? 0
        let (sine, cosine) = (sinDegrees(angle), cosDegrees(angle))
        let scatter = 2.0.squareRoot() / max(snr, 1)
        let (east, north) = (
            own.along * sine * sine + own.across * cosine * cosine,
            own.along * cosine * cosine + own.across * sine * sine
        )
        ixx = east * max(1 + scatter * noise.0, 0.1)
        iyy = north * max(1 + scatter * noise.1, 0.1)
        let bound = 0.99 * (ixx * iyy).squareRoot()
        let mixed = (own.along - own.across) * sine * cosine
        let width = scatter * 0.5.squareRoot() * (east * north).squareRoot()
        ixy = min(max(mixed + width * noise.2, -bound), bound)
    }
}
