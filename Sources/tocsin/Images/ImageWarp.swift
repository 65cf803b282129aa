import ArgumentParser
import FITS
import PromptProcessing

/// An image on the pixels of another.
struct ImageWarp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warp", abstract: "Put an image on the pixels of another, by their sky coordinates.",
        discussion: """
            Lanczos's kernel of order four; fluxes of sources stay what they were. Noise and mask go along; the noise of \
            neighbouring pixels is correlated afterwards.

            Example:
              tocsin image warp template.fits --like science.fits --out warped.fits
            """)

    @Argument(help: "A FITS file, or FILE[HDU].")
    var path: String
    @Option(help: "The image whose pixels are wanted.")
    var like: String
    @Option(help: "The file to write: IMAGE, VARIANCE, MASK.")
    var out: String
    @OptionGroup var options: ExposureOptions
    @OptionGroup var threads: ThreadOptions

    func run() throws {
        let target = try ExposureSource(ImagePath(like)).exposure()
        let warped = try options.exposure(path).aligned(to: target, threads: threads.count)
        for note in warped.notes { Console.note("\(warped.name): \(note)") }
        try warped.file().write(path: out)
    }
}
