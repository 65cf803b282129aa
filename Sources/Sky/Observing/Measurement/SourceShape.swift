internal import SkyMath

/// Second moments of a source, arcsec^2: the PSF's, a uniform trail's (length^2 / 12 along it), and noise.
struct SourceShape {
    var psfMoment: Double
    var ixx: Double
    var iyy: Double
    var ixy: Double
    var trailLength: Double?
    var trailAngle: Double?

    init(_ truth: SourceTruth, _ visit: Visit, snr: Double, _ draws: inout Draws) {
        let sigma = visit.seeingFwhmGeom / 2.3548
        psfMoment = sigma * sigma
        let length = TrailLoss.length(motion: truth.motion, exposureSeconds: visit.exposureSeconds)
        let along = length * length / 12
        let (sine, cosine) = (sinDegrees(truth.motionAngle), cosDegrees(truth.motionAngle))
        let scatter = 2.0.squareRoot() * psfMoment / max(snr, 1)
        ixx = max(psfMoment + along * sine * sine + scatter * draws.normal(), 0.1 * psfMoment)
        iyy = max(psfMoment + along * cosine * cosine + scatter * draws.normal(), 0.1 * psfMoment)
        let bound = 0.99 * (ixx * iyy).squareRoot()
        ixy = min(max(along * sine * cosine + scatter * 0.5.squareRoot() * draws.normal(), -bound), bound)
        measureTrail(length, truth, visit, snr, &draws)
    }

    /// A trail is told where it is longer than its own error by five and than half the PSF's width.
    private mutating func measureTrail(
        _ length: Double, _ truth: SourceTruth, _ visit: Visit, _ snr: Double, _ draws: inout Draws
    ) {
        let error = visit.seeingFwhmGeom / max(snr, 1)
        let (lengthNoise, angleNoise) = (draws.normal(), draws.normal())
        let measured = length + error * lengthNoise
        guard measured > 5 * error, measured > 0.5 * visit.seeingFwhmGeom else { return }
        trailLength = measured
        let angle = truth.motionAngle + error / measured * (180 / .pi) * angleNoise
        trailAngle = wrapDegrees(angle * 2) / 2
    }
}
