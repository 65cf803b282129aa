internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Draws the artefacts of a visit, detector by detector.
///
/// What one detector has is a function of seed, visit and detector, so that detectors can be made in any order. Trails
/// and glints are drawn for the whole focal plane and cut by detectors: a trail goes on from one to the next.
public struct ArtefactGenerator: Sendable {
    public var seed: UInt64
    public var rates: ArtefactRates
    public var noise: PhotometricNoise

    public init(seed: UInt64, rates: ArtefactRates = ArtefactRates(), noise: PhotometricNoise = PhotometricNoise()) {
        self.seed = seed
        self.rates = rates
        self.noise = noise
    }

    /// Artefacts on a detector, in an order that is always the same. Complexity: O(artefacts + bright stars).
    ///
    /// - Parameter stars: those on the detector that are bright enough to leave dipoles, as the caller finds.
    public func artefacts(in visit: Visit, on detector: Detector, near stars: [BrightStar] = []) -> [Artefact] {
        let key = UInt64(bitPattern: visit.id)
        var draws = Draws(seed: seed, 0xA27EFAC7, key, UInt64(detector.number))
        let maker = ArtefactMaker(
            detector: detector, seeing: visit.seeingFwhmGeom / LSSTCamera.arcsecPerPixel,
            skyError: noise.fluxError(visit.band, flux: 0, fiveSigmaDepth: visit.fiveSigmaDepth))
        var found: [Artefact] = []
        for _ in 0..<draws.poisson(rates.spurious) { found.append(maker.spurious(&draws)) }
        for _ in 0..<draws.poisson(rates.cosmicRays) { found.append(maker.cosmicRay(&draws)) }
        for star in stars { found += around(star, maker, &draws) }
        var inOrbit = Draws(seed: seed, 0x5A7E111E, key)
        for _ in 0..<inOrbit.poisson(rates.satelliteTrails) { found += maker.trail(OrbitTrail(&inOrbit)) }
        for _ in 0..<inOrbit.poisson(rates.glints) { found += maker.glint(&inOrbit) }
        return found
    }

    private func around(_ star: BrightStar, _ maker: ArtefactMaker, _ draws: inout Draws) -> [Artefact] {
        var found: [Artefact] = []
        if draws.uniform() < rates.dipolePerStar { found.append(maker.dipole(star, &draws)) }
        if star.flux >= rates.ghostFlux, let ghost = maker.ghost(star, &draws) { found.append(ghost) }
        return found
    }
}
