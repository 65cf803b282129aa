internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Draws the artefacts of a visit, detector by detector.
///
/// What one detector has is a function of seed, visit and detector, so that detectors can be made in any order. Trails,
/// glints and their trains are drawn for the whole focal plane and cut by detectors: a trail goes on from one to the next.
public struct ArtefactGenerator: Sendable {
    /// By which all artefacts are drawn.
    public var seed: UInt64
    /// How many there are of each kind.
    public var rates: ArtefactRates
    /// Gives the error of a faint flux, by which artefacts' S/N are counted.
    public var noise: PhotometricNoise

    /// Nominal rates and noise where nothing else is said.
    public init(seed: UInt64, rates: ArtefactRates = ArtefactRates(), noise: PhotometricNoise = PhotometricNoise()) {
        self.seed = seed
        self.rates = rates
        self.noise = noise
    }

    /// Artefacts on a detector, in an order that is always the same. Complexity: O(artefacts + bright stars).
    ///
    /// - Parameter stars: those on the detector that may leave dipoles, and from `ghostFlux` on those beside it too.
    public func artefacts(in visit: Visit, on detector: Detector, near stars: [BrightStar] = []) -> [Artefact] {
        let key = UInt64(bitPattern: visit.id)
        var draws = Draws(seed: seed, 0xA27EFAC7, key, UInt64(detector.number))
        let maker = ArtefactMaker(
            detector: detector, seeing: visit.seeingFwhmGeom / LSSTCamera.arcsecPerPixel,
            skyError: noise.fluxError(visit.band, flux: 0, fiveSigmaDepth: visit.fiveSigmaDepth),
            noiseArea: NoiseArea.pixels(visit))
        var found: [Artefact] = []
        for _ in 0..<draws.poisson(rates.spurious) { found.append(maker.spurious(&draws)) }
        for _ in 0..<draws.poisson(rates.cosmicRays) { found.append(maker.cosmicRay(&draws)) }
        for star in stars { found += around(star, maker, key) }
        var inOrbit = Draws(seed: seed, 0x5A7E111E, key)
        for _ in 0..<inOrbit.poisson(rates.satelliteTrails) { found += maker.trail(OrbitTrail(&inOrbit)) }
        for _ in 0..<inOrbit.poisson(rates.glints) { found += maker.glint(&inOrbit) }
        var tumbling = Draws(seed: seed, 0x7A11_F1A5, key)
        for _ in 0..<tumbling.poisson(rates.glintTrains) {
            found += maker.flashes(of: GlintTrain(exposureSeconds: visit.exposureSeconds, &tumbling))
        }
        return found
    }

    /// What a star leaves depends on seed, visit and star alone, whichever detector it falls on.
    private func around(_ star: BrightStar, _ maker: ArtefactMaker, _ visit: UInt64) -> [Artefact] {
        var draws = Draws(seed: seed, 0x61B5_7A25, visit, star.key)
        var found: [Artefact] = []
        if draws.uniform() < rates.dipolePerStar, star.flux >= rates.dipoleFlux,
            maker.detector.contains(star.pixel)
        {
            found.append(maker.dipole(star, &draws))
        }
        guard star.flux >= rates.ghostFlux else { return found }
        for (number, path) in GhostPath.all.enumerated() {
            var own = Draws(seed: seed, 0x6057, visit, star.key, UInt64(number))
            if let ghost = maker.ghost(star, path, &own) { found.append(ghost) }
        }
        return found
    }
}
