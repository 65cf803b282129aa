import ArgumentParser
import FITS
import PromptProcessing

/// The sky of an image.
struct ImageBackground: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "background",
        abstract: "Measure an image's sky and its noise; write them, or the image without sky.",
        discussion: """
            The sky is measured in cells from what clipping leaves, twice again without the sources that were found, and \
            interpolated between the cells.

            Examples:
              tocsin image background exposure.fits
              tocsin image background exposure.fits --level sky.fits --noise-map noise.fits
              tocsin image background exposure.fits --subtracted flat.fits
            """)

    @Argument(help: "A FITS file, or FILE[HDU].")
    var path: String
    @Option(help: "Pixels of a side of a cell.")
    var cell = 128
    @Option(help: "A file for the sky.")
    var level: String?
    @Option(help: "A file for the standard deviation of a pixel of blank sky.")
    var noiseMap: String?
    @Option(help: "A file for the image without its sky, with noise and mask.")
    var subtracted: String?
    @OptionGroup var options: ExposureOptions
    @OptionGroup var threads: ThreadOptions

    func validate() throws {
        guard (8...8192).contains(cell) else { throw ValidationError("--cell is 8 to 8192 pixels") }
    }

    func run() throws {
        let sky = try SkyMeasurement(of: options.exposure(path), cell: cell, threads: threads.count)
        Console.print(sky.text, terminator: "")
        try level.map { try sky.levelFile().write(path: $0) }
        try noiseMap.map { try sky.noiseFile().write(path: $0) }
        try subtracted.map { try sky.subtractedFile().write(path: $0) }
    }
}
