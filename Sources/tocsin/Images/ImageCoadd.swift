import ArgumentParser
import PromptProcessing

/// Exposures of one field as one deep image.
struct ImageCoadd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coadd", abstract: "Make a template of many exposures, or add exposures to one.",
        discussion: """
            Written to --out: coadd.fits (IMAGE, VARIANCE, MASK, COVERAGE, REJECTED, DEPTH, PSF), psf.fits (as PSFEx writes \
            it), coadd.json (exposures with their SHA-256, what was left out of them) and a state, from which --add goes on \
            without the former exposures. With --patch-size each patch has a folder COLUMN-ROW of its own.

            Satellites, ghosts, cosmic rays and moving objects are left out where three exposures or more overlap.

            Examples:
              tocsin image coadd visit-*.fits --out template/ --wcs-of science.fits
              tocsin image coadd visit-9.fits --out template/ --add
              tocsin difference --science science.fits --template template/coadd.fits --out night/
            """)

    @Argument(help: "FITS files, or FILE[HDU], with celestial coordinates.")
    var exposures: [String] = []
    @Option(help: "A folder for what is written; made where there is none.")
    var out: String
    @Flag(help: "Add to the coadd that is there.")
    var add = false
    @Flag(help: "Afterwards nothing may be added any more.")
    var freeze = false
    @OptionGroup var making: CoaddOptions
    @Flag(help: "Leave everything in. A coadd made so keeps nothing to find artefacts by later.")
    var noReject = false
    @OptionGroup var threads: ThreadOptions

    func validate() throws {
        guard !exposures.isEmpty || freeze else { throw ValidationError("no exposure, and nothing to --freeze") }
        guard !add || !making.isAny else {
            throw ValidationError("pixels and PSF of a coadd are decided when it is made, not with --add")
        }
    }

    func run() throws {
        var settings = making.settings
        settings.rejects = !noReject
        let run = CoaddRun(folder: out, settings: settings, threads: threads.count)
        let sources = exposures.map { path in
            var source = ExposureSource(ImagePath(path))
            source.saturation = making.saturation
            return source
        }
        let summary = try run.run(sources, adding: add || exposures.isEmpty, freezing: freeze)
        for note in summary.notes { Console.note(note) }
        Console.print(summary.text, terminator: "")
    }
}

/// What is decided when a coadd is made.
struct CoaddOptions: ParsableArguments {
    @Option(help: "Pixels along a side of a patch. Default: one patch about all exposures.")
    var patchSize: Int?
    @Option(help: "arcsec along the side of a pixel. Default: that of the first exposure.")
    var pixelScale: Double?
    @Option(help: "An image whose pixels the coadd gets: best that which it is subtracted from.")
    var wcsOf: String?
    @Flag(help: "Bring all exposures to one PSF, a little wider than the widest.")
    var matched = false
    @Option(help: "The exposures' band. Default: the card FILTER.")
    var band: String?
    @Option(help: "AB magnitude of a flux of 1 in the exposures. Default: the card MAGZERO.")
    var zeroPoint: Double?
    @Option(help: "Pixels along a side of the cells in which each exposure's sky is measured.")
    var skyCell = 256
    @Option(help: "Pixels from this value on are saturated, where there is no mask. Default: the card SATURATE.")
    var saturation: Double?

    func validate() throws {
        guard patchSize == nil || wcsOf == nil, pixelScale == nil || wcsOf == nil else {
            throw ValidationError("--wcs-of tells the pixels; --patch-size and --pixel-scale do, too")
        }
        guard (16...32_768).contains(patchSize ?? 16) else { throw ValidationError("--patch-size is 16 to 32768") }
        guard pixelScale ?? 1 > 0 else { throw ValidationError("--pixel-scale is above zero") }
        guard (8...65_536).contains(skyCell) else { throw ValidationError("--sky-cell is 8 to 65536") }
        guard saturation ?? 1 > 0 else { throw ValidationError("--saturation is above zero") }
    }

    /// Whether something is asked for that only a new coadd can have.
    var isAny: Bool { patchSize != nil || pixelScale != nil || wcsOf != nil || matched }

    var settings: CoaddSettings {
        var settings = CoaddSettings()
        (settings.patchSize, settings.pixelScale, settings.isMatched) = (patchSize, pixelScale, matched)
        settings.pixelsOf = wcsOf.map { ImagePath($0) }
        (settings.band, settings.zeroPoint, settings.skyCell) = (band, zeroPoint, skyCell)
        return settings
    }
}
