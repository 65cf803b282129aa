import ArgumentParser
import FITS
import Foundation
import PromptProcessing

/// Sources that never were, in a real image.
struct InjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inject", abstract: "Add synthetic transients to a real image, with a list of what was added.",
        discussion: """
            Point sources with the image's own PSF and the noise of their light, on usable pixels, apart from each other.

            Example:
              tocsin inject visit.fits --out visit-injected.fits --truth truth.csv --count 500
            """)

    @Argument(help: "A FITS file, or FILE[HDU].")
    var path: String
    @Option(help: "The image to write: IMAGE, VARIANCE, MASK.")
    var out: String
    @Option(help: "The list of what was added, as CSV.")
    var truth: String
    @OptionGroup var injection: InjectionOptions
    @OptionGroup var options: ExposureOptions
    @OptionGroup var threads: ThreadOptions

    func run() throws {
        let exposure = try options.exposure(path)
        let (result, sources) = try Injector(injection.plan).injected(into: exposure, threads: threads.count)
        try result.file().write(path: out)
        let list = InjectedSource.catalogue(sources, of: exposure)
        do { try Data(list.csv.utf8).write(to: URL(filePath: truth), options: .atomic) } catch {
            throw CommandFailure.impossible("\(truth): cannot be written")
        }
        Console.print("\(sources.count) sources added")
        if sources.count < injection.count {
            Console.note("there was no room for \(injection.count - sources.count) more")
        }
    }
}
