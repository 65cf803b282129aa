import ArgumentParser
import PromptProcessing

/// What a FITS file does not tell of an exposure.
struct ExposureOptions: ParsableArguments {
    @Option(
        help: """
            A plane of noise: a file, or FILE[HDU]. Default: the extension VARIANCE, WEIGHT, RMS or the like of the image's \
            own file, else a model from the measured sky and the gain.
            """)
    var noise: String?
    @Option(help: "What that plane holds: variance, weight (1 / variance) or rms.")
    var noiseKind = Kind.variance
    @Option(help: "A mask: a file, or FILE[HDU]. Default: the extension MASK of the image's own file.")
    var mask: String?
    @Option(help: "A PSFEx file. Default: the PSF is measured from the image's stars.")
    var psf: String?
    @Option(help: "Electrons in one unit of the image. Default: the card GAIN.")
    var gain: Double?
    @Option(help: "Pixels from this value on are saturated, where there is no mask. Default: the card SATURATE.")
    var saturation: Double?

    @Flag(help: "Look for cosmic rays, which are sharper than stars, and mask them.")
    var findCosmicRays = false
    @Flag(help: "Look for satellites' trails and mark them; what lies on them is flagged.")
    var findStreaks = false

    enum Kind: String, ExpressibleByArgument, CaseIterable { case variance, weight, rms }

    func validate() throws {
        guard gain ?? 1 > 0 else { throw ValidationError("--gain is above zero") }
        guard saturation ?? 1 > 0 else { throw ValidationError("--saturation is above zero") }
    }

    func source(_ path: String) -> ExposureSource {
        var source = ExposureSource(ImagePath(path))
        source.noise = noise.map { ImagePath($0) }
        source.noiseKind = ExposureSource.NoiseKind(rawValue: noiseKind.rawValue) ?? .variance
        source.mask = mask.map { ImagePath($0) }
        source.psf = psf.map { ImagePath($0) }
        (source.gain, source.saturation) = (gain, saturation)
        return source
    }

    /// Reads the exposure and says what was assumed of it.
    func exposure(_ path: String) throws -> Exposure {
        let exposure = try source(path).exposure().marking(cosmicRays: findCosmicRays, streaks: findStreaks)
        for note in exposure.notes { Console.note("\(exposure.name): \(note)") }
        return exposure
    }
}

/// How many threads; the results are the same for any number.
struct ThreadOptions: ParsableArguments {
    @Option(help: "At most so many threads; the result is the same for any number. Default: all processors.")
    var threads: Int?

    func validate() throws {
        guard threads ?? 1 > 0 else { throw ValidationError("--threads is above zero") }
    }

    var count: Int { threads ?? .max }
}
