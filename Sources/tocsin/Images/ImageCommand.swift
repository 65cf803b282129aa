import ArgumentParser

/// What can be done with single images.
struct ImageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Exposures: what they hold, their sky, sources and PSF; warps and coadds.",
        discussion: """
            Images are FITS files, plain, gzipped or tile-compressed. FILE[2] and FILE[SCI] name an HDU; without, it is the \
            extension IMAGE or SCI, else the first with pixels. Noise and mask are read from the same file where it has them.

            Examples:
              tocsin image info exposure.fits
              tocsin image detect exposure.fits --out sources.csv
              tocsin image psf exposure.fits --out psf.fits
            """,
        subcommands: [
            ImageInfo.self, ImageBackground.self, ImageDetect.self, ImagePSF.self, ImageWarp.self, ImageCoadd.self,
        ])
}
