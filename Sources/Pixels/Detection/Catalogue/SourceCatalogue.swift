public import Imaging

/// The sources of an image: sky and noise taken, what stands out found, blends divided, every source measured.
///
/// The result is the same on any number of threads.
public struct SourceCatalogue: Sendable, Hashable {
    /// By id.
    public let sources: [Source]
    /// The sky that was taken away and the noise that was found; nil where the sky was left alone.
    public let background: Background?
    /// What stood out, before blends were divided.
    public let footprints: FootprintSet

    /// Detects and measures.
    ///
    /// Unusable pixels are filled from their neighbours for detection and shapes, and left out of fluxes and fits. Sky noise
    /// alone makes a significance (or the variances, by `Settings.noise`), errors reckon with the variances.
    /// Complexity: O(pixels + sources x pixels of each).
    ///
    /// - Parameters:
    ///   - psf: needed for PSF fluxes, and for a filter matched to it.
    ///   - threads: at most so many.
    ///
    /// Throws `DetectionError` when no sky can be measured, or a setting is out of range.
    public init(
        of image: MaskedImage, psf: (any PSFModel)? = nil, settings: Settings = Settings(), threads: Int = .max
    ) throws {
        try settings.check()
        var flat = image.filled(threads: threads)
        background = try settings.sky.background(of: flat, threads: threads)
        try background?.subtract(from: &flat.image)
        let noise = settings.noise == .sky ? background?.noise : nil
        let map = try settings.filter.significance(of: flat, noise: noise, psf: psf, threads: threads)
        let set = FootprintSet(of: map, settings: settings.detection)
        let measuring = SourceMeasuring(flat, map, settings, noise, psf, set.footprints, threads)
        var sources = mapped(set.footprints.count, threads: threads) {
            measuring.sources(of: set.footprints[$0], $0 + 1)
        }
        .flatMap { $0 }
        for n in sources.indices { sources[n].id = n + 1 }
        (self.sources, footprints) = (sources, set)
    }
}

extension SourceCatalogue {
    /// What becomes of the sky.
    public enum Sky: Sendable, Hashable {
        /// Measured without sources and taken away.
        case measured(Background.Settings = .init(), masking: SourceMasking = .init(), passes: Int = 2)
        /// There is none, as in a difference image.
        case none

        func background(of image: MaskedImage, threads: Int) throws -> Background? {
            guard case .measured(let settings, let masking, let passes) = self else { return nil }
            return try Background.withoutSources(
                of: image, settings: settings, masking: masking, passes: passes, threads: threads
            ).background
        }
    }

    /// What is measured beside the isophote and the apertures.
    public struct Measures: OptionSet, Sendable, Hashable {
        /// One bit for each measure.
        public var rawValue: Int

        /// From bits, all of which are kept.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Centres under a Gaussian window: `Source.windowed`.
        public static let windowed = Measures(rawValue: 1)
        /// Fits of the PSF, where one is given: `Source.psf`.
        public static let psf = Measures(rawValue: 2)
        /// Adaptive moments and their errors: `Source.moments`, `Source.momentErrors`.
        public static let moments = Measures(rawValue: 4)
        /// Light in Kron's ellipse: `Source.kron`.
        public static let kron = Measures(rawValue: 8)
        /// Every one of them, the default.
        public static let all: Measures = [.windowed, .psf, .moments, .kron]
    }

    /// How sources are found, and what is measured of them.
    public struct Settings: Sendable, Hashable {
        /// By default measured and taken away.
        public var sky = Sky.measured()
        /// Where the sky is not measured, the variances.
        public var noise = NoiseSource.sky
        /// What the image is smoothed by for detection; by default a Gaussian of sigma 1.5 pixels.
        public var filter = MatchedFilter.gaussian(sigma: 1.5)
        /// Applied to the S/N map; by default 5 standard deviations, above 0 alone, at least 3 pixels.
        public var detection = FootprintSet.Settings(polarity: .positive, leastArea: 3)
        /// nil to leave footprints whole.
        public var deblending: Deblending? = Deblending()
        /// By default all.
        public var measures = Measures.all
        /// In pixels.
        public var apertureRadii = [3.0, 6.0]
        /// Side of the pixels that the PSF is fitted to.
        public var psfSide = 21
        /// Sigma in pixels of the weight of windowed centres, and of the first one of adaptive moments.
        public var windowSigma = 2.0
        /// Used with `Measures.kron` alone.
        public var kron = KronFlux.Settings()

        /// The defaults: the sky is measured, and only sources above 0 are looked for.
        public init() {}

        func check() throws {
            guard (3...201).contains(psfSide), (0.3...100).contains(windowSigma),
                apertureRadii.allSatisfy({ $0 > 0 && $0 < 1000 })
            else {
                throw DetectionError(
                    .parameter,
                    "a PSF of \(psfSide) pixels, a window of \(windowSigma) or apertures of \(apertureRadii) pixels")
            }
        }
    }
}
