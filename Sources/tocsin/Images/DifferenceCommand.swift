import ArgumentParser

/// Template less science, and what that is worth.
struct DifferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "difference", abstract: "Subtract a template from a science image and find what has changed.",
        discussion: """
            The sharper image is convolved so that its stars look like the other's, and the noise of the difference is made \
            white; or, with --method zogy, both images are filtered by each other's PSF. Peaks are measured with what stars \
            leave over counted as noise. Nothing needs tuning.

            Examples:
              tocsin difference --science visit.fits --template coadd.fits --out night/
              tocsin difference --science visit.fits --template coadd.fits --method zogy --out night/
              tocsin difference evaluate --science visit.fits --template coadd.fits --out curves/

            All options: tocsin difference run --help
            """,
        subcommands: [DifferenceRun.self, DifferenceEvaluate.self], defaultSubcommand: DifferenceRun.self)
}

/// The two images.
struct PairOptions: ParsableArguments {
    @Option(help: "The new image: a FITS file, or FILE[HDU].")
    var science: String
    @Option(help: "The old one; it is put on the pixels of the science image by the sky coordinates of both.")
    var template: String
    @Option(help: "The template's plane of noise, as --noise of the science image.")
    var templateNoise: String?
    @Option(help: "The template's mask.")
    var templateMask: String?
    @Option(help: "Electrons in one unit of the template. Default: its card GAIN.")
    var templateGain: Double?
    @Option(
        help: """
            alard-lupton: a kernel fitted to stars; zogy: proper image subtraction by measured PSFs; auto: the one that is \
            better by measured figures, alard-lupton.
            """)
    var method = Method.auto
    @Option(help: "Which image is convolved by alard-lupton: template, science, or auto for the sharper one.")
    var convolve = Convolving.auto
    @Option(help: "Least S/N of detections.")
    var threshold = 5.0
    @Option(
        help:
            "Greatest degree of the kernel's change over the image, 0 to 10; lower is faster. The data decide below it."
    )
    var kernelOrder = 6
    @OptionGroup var scienceOptions: ExposureOptions
    @OptionGroup var threads: ThreadOptions

    enum Method: String, ExpressibleByArgument, CaseIterable {
        case auto, zogy
        case alardLupton = "alard-lupton"
    }

    enum Convolving: String, ExpressibleByArgument, CaseIterable { case auto, template, science }

    func validate() throws {
        guard (0...10).contains(kernelOrder) else { throw ValidationError("--kernel-order is 0 to 10") }
        guard threshold >= 3, threshold <= 1000 else { throw ValidationError("--threshold is 3 to 1000") }
        guard templateGain ?? 1 > 0 else { throw ValidationError("--template-gain is above zero") }
    }
}
