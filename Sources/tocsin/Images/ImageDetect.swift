import ArgumentParser
import FITS
import Foundation
import PromptProcessing

/// The sources of an image.
struct ImageDetect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "Find and measure an image's sources.",
        discussion: """
            Sky and noise are measured, blends divided; each source gets a place, PSF, aperture and Kron fluxes with errors, \
            moments and flags. Without --out, or with -, the catalogue is printed as CSV; a name that ends in .fits makes a \
            FITS table.

            Examples:
              tocsin image detect exposure.fits --out sources.fits
              tocsin image detect exposure.fits --threshold 10 --apertures 2,5 | head
            """)

    @Argument(help: "A FITS file, or FILE[HDU].")
    var path: String
    @Option(help: "The catalogue: a name that ends in .csv or .fits, or - for standard output.")
    var out = "-"
    @Option(help: "Least S/N of a peak in the filtered image.")
    var threshold = 5.0
    @Option(help: "Radii of apertures in pixels, separated by commas.")
    var apertures = "3,6,12"
    @Option(help: "Pixels of a side of the sky's cells.")
    var cell = 128
    @Flag(help: "What lies below the sky, too.")
    var withNegative = false
    @Flag(help: "Do not divide blends.")
    var keepBlends = false
    @OptionGroup var options: ExposureOptions
    @OptionGroup var threads: ThreadOptions

    private var radii: [Double] { apertures.split(separator: ",").compactMap { Double($0) } }

    func validate() throws {
        guard (1...1000).contains(threshold) else { throw ValidationError("--threshold is 1 to 1000") }
        guard (8...8192).contains(cell) else { throw ValidationError("--cell is 8 to 8192 pixels") }
        guard radii.count == apertures.split(separator: ",").count, radii.allSatisfy({ $0 > 0 && $0 < 1000 }),
            Set(radii).count == radii.count
        else { throw ValidationError("--apertures are different numbers of pixels, as 3,6,12") }
    }

    func run() throws {
        var settings = SourceList.Settings()
        (settings.threshold, settings.apertureRadii, settings.cell) = (threshold, radii, cell)
        (settings.withNegative, settings.isBlendKept) = (withNegative, keepBlends)
        let exposure = try options.exposure(path)
        let list = try SourceList(of: exposure, settings: settings, threads: threads.count)
        for note in list.notes.dropFirst(exposure.notes.count) { Console.note("\(exposure.name): \(note)") }
        if out == "-" {
            Console.print(list.catalogue.csv, terminator: "")
        } else if out.hasSuffix(".fits") {
            try list.catalogue.fits().write(path: out)
        } else {
            do { try Data(list.catalogue.csv.utf8).write(to: URL(filePath: out), options: .atomic) } catch {
                throw CommandFailure.impossible("\(out): cannot be written")
            }
        }
        Console.note("\(list.count) sources")
    }
}
