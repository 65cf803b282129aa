internal import Detection
internal import Imaging
internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Adds point sources with an image's own PSF and the noise of their light.
public struct Injector: Sendable {
    /// What is added; found to be in range.
    public let plan: InjectionPlan

    /// Throws `PromptProcessingError` where the plan is out of range.
    public init(_ plan: InjectionPlan) throws {
        try plan.check()
        self.plan = plan
    }

    /// The exposure with sources added, and what was added, in the order in which it was drawn.
    ///
    /// The same seed gives the same sources. Fewer are added where there is no room for more. Light adds Poisson noise
    /// with the exposure's gain, and none without one; it adds to the variance plane.
    ///
    /// - Throws: `PromptProcessingError` or `DetectionError` where the sky or the PSF cannot be measured.
    public func injected(into exposure: Exposure, threads: Int = .max) throws -> (Exposure, [InjectedSource]) {
        try injected(into: exposure, scene: InjectionScene(exposure, threads: threads))
    }

    /// The same with what was measured of the exposure before.
    func injected(into exposure: Exposure, scene: InjectionScene) throws -> (Exposure, [InjectedSource]) {
        var places = InjectionPlaces(plan, exposure.pixels, scene.sources)
        var result = exposure
        var sources: [InjectedSource] = []
        for n in 0..<plan.count {
            guard let place = places.next(n) else { break }
            var draws = Draws(seed: plan.seed, 2, UInt64(n))
            let source = scene.source(place, plan, &draws)
            Self.add(source, scene, to: &result, &draws)
            sources.append(source)
        }
        return (result, sources)
    }

    private static func add(
        _ source: InjectedSource, _ scene: InjectionScene, to exposure: inout Exposure, _ draws: inout Draws
    ) {
        let (profile, box) = scene.psf.placed(atX: source.x, y: source.y, side: InjectionScene.side)
        let part = box.intersection(exposure.pixels.bounds)
        for y in part.rows {
            for x in part.columns {
                let light = source.flux * Double(profile[x - box.x, y - box.y])
                let noise = exposure.gain.map { (abs(light) / $0).squareRoot() } ?? 0
                exposure.pixels.image[x, y] += Float(light + noise * draws.normal())
                exposure.pixels.variance[x, y] += Float(noise * noise)
            }
        }
    }
}

/// What is known of an image before sources are added.
struct InjectionScene {
    static let side = 41

    let psf: any PSFModel
    let noise: SmoothMap
    /// Peaks of the image's own sources.
    let sources: [Peak]

    init(_ exposure: Exposure, threads: Int) throws {
        let field = try MeasuredField(exposure, threads: threads)
        noise = field.background.noise
        psf = try exposure.psf ?? field.psf(threads: threads).psf
        let map = try field.flat.image.significance(smoothedBy: 1.5, noise: noise, threads: threads)
        sources = map.peaks(above: 10, radius: 3, polarity: .positive)
    }

    func source(
        _ place: (x: Double, y: Double, isNearSource: Bool), _ plan: InjectionPlan, _ draws: inout Draws
    ) -> InjectedSource {
        let range = plan.signalToNoise
        let ratio = range.upperBound / range.lowerBound
        let wanted = range.lowerBound * pow(ratio, draws.uniform())
        let sign: Double = draws.uniform() < plan.negative ? -1 : 1
        let pixels = psf.effectivePixels(atX: place.x, y: place.y, side: Self.side)
        let flux = wanted * noise.value(atX: place.x, y: place.y) * pixels.squareRoot()
        return InjectedSource(
            x: place.x, y: place.y, flux: sign * flux, signalToNoise: wanted, isNearSource: place.isNearSource)
    }
}
