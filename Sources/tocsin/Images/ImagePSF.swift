import ArgumentParser
import FITS
import PromptProcessing

/// The PSF of an image.
struct ImagePSF: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "psf", abstract: "Measure an image's PSF from its stars, and how it changes over the field.",
        discussion: """
            --out writes a cube: the PSF at --points x --points places over the image, row after row, its first plane at the
            lower left.

            Examples:
              tocsin image psf exposure.fits
              tocsin image psf exposure.fits --out psf.fits --points 5
            """)

    @Argument(help: "A FITS file, or FILE[HDU].")
    var path: String
    @Option(help: "A file for PSFs over the image.")
    var out: String?
    @Option(help: "Places along a side of the image.")
    var points = 3
    @OptionGroup var options: ExposureOptions
    @OptionGroup var threads: ThreadOptions

    func validate() throws {
        guard (1...50).contains(points) else { throw ValidationError("--points is 1 to 50") }
    }

    func run() throws {
        let measured = try PSFMeasurement(of: options.exposure(path), points: points, threads: threads.count)
        Console.print(measured.text, terminator: "")
        try out.map { try measured.file().write(path: $0) }
    }
}
