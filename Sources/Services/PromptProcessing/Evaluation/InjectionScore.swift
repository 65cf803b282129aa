internal import Detection
public import Differencing
internal import FITS
internal import Imaging

/// What a search found of sources that were added, and what it found besides.
public struct InjectionScore: Sendable {
    /// An added source and what was found of it.
    public struct Match: Sendable, Hashable {
        /// The source as it was added.
        public var source: InjectedSource
        /// S/N that its flux has in the difference, from the flux's error at its place.
        public var trueSignalToNoise: Double
        /// In the unit of the detections.
        public var trueFlux: Double
        /// The nearest one of its sign within the radius; nil where there is none.
        public var detection: DifferenceDetection?
    }

    /// The added sources that lie on usable pixels, found or not.
    public let matches: [Match]
    /// Detections of nothing that was added, and that were not there before.
    public let unmatched: [DifferenceDetection]
    /// Detections that were there before anything was added.
    public let known: Int
    /// Square degrees of usable pixels; nil where the header has no coordinates.
    public let area: Double?

    init(matches: [Match], unmatched: [DifferenceDetection], known: Int, area: Double?) {
        (self.matches, self.unmatched, self.known, self.area) = (matches, unmatched, known, area)
    }

    /// Matches within `radius` pixels, each detection to the nearest source of its sign.
    ///
    /// Sources whose centre has no usable pixel within the PSF are left out. Flagged detections count only where
    /// `withFlagged`. `before` are detections of the same images without the added sources.
    public init(
        _ run: SubtractionRun, sources: [InjectedSource], before: [DifferenceDetection], radius: Double = 5,
        withFlagged: Bool = false, threads: Int = .max
    ) {
        let result = run.result
        let photometry = ForcedPhotometry(image: result.difference, psf: result.psf)
        let errors = photometry.fluxes(at: sources.map { ($0.x, $0.y) }, threads: threads)
        let found = result.detections.filter { withFlagged || $0.flags.isEmpty }
        let units = run.scienceUnits
        var rest = Set(found.indices)
        let pairs = zip(sources, errors).filter { $1.coverage > 0.6 && $1.error.isFinite }
        matches = pairs.map { source, flux in
            let nearest = Self.nearest(found, rest, source, radius)
            if let nearest { rest.remove(nearest) }
            return Match(
                source: source, trueSignalToNoise: abs(source.flux / units) / flux.error, trueFlux: source.flux / units,
                detection: nearest.map { found[$0] })
        }
        let others = rest.sorted().map { found[$0] }.filter { one in
            !sources.contains { Self.distance($0.x - one.x, $0.y - one.y) < radius }
        }
        unmatched = others.filter { one in !before.contains { Self.distance($0.x - one.x, $0.y - one.y) < radius } }
        known = others.count - unmatched.count
        area = run.science.world?.tangent(
            x: Double(run.result.difference.width) / 2, y: Double(run.result.difference.height) / 2
        ).map {
            let scale = $0.pixelScale
            return scale * scale * Double(result.counts.usablePixels)
        }
    }

    private static func nearest(
        _ found: [DifferenceDetection], _ rest: Set<Int>, _ source: InjectedSource, _ radius: Double
    ) -> Int? {
        let near = found.indices.filter {
            rest.contains($0) && found[$0].isNegative == (source.flux < 0)
                && distance(found[$0].x - source.x, found[$0].y - source.y) < radius
        }
        return near.min {
            distance(found[$0].x - source.x, found[$0].y - source.y)
                < distance(found[$1].x - source.x, found[$1].y - source.y)
        }
    }

    private static func distance(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
}
