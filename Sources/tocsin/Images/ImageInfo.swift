import ArgumentParser
import PromptProcessing

/// What is in an image file.
struct ImageInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "What is in image files: HDUs, sky coordinates, mask, noise.",
        discussion: """
            Examples:
              tocsin image info exposure.fits
              tocsin image info --json night/*.fits.fz
            """)

    @Argument(help: "FITS files, or FILE[HDU].")
    var paths: [String]
    @Flag(help: "As JSON, an object a file.")
    var json = false
    @OptionGroup var options: ExposureOptions

    func run() throws {
        var refused = 0
        for path in paths {
            do {
                let summary = try ExposureSummary(options.source(path))
                Console.print(json ? summary.json : summary.text, terminator: json ? "\n" : "")
            } catch {
                refused += 1
                Console.error("\(error)")
            }
        }
        if refused > 0 { throw CommandFailure.someInputWasBad("\(refused) files could not be read") }
    }
}
