internal import Detection
internal import Imaging

/// What is measured of an exposure before all else: its sky, the image without it, and its stars' PSF.
struct MeasuredField {
    let background: Background
    let flat: MaskedImage

    init(_ exposure: Exposure, settings: Background.Settings = .init(), threads: Int) throws {
        background = try Background.withoutSources(of: exposure.pixels, settings: settings, threads: threads).background
        flat = try background.subtracted(from: exposure.pixels)
    }

    /// The stars, and the PSF that they make.
    ///
    /// Throws `DetectionError` where there are too few.
    func psf(threads: Int) throws -> (stars: [StarCandidate], psf: MeasuredPSF) {
        let stars = try StarSelection().stars(in: flat, noise: background.noise, threads: threads)
        return (stars, try MeasuredPSF(of: flat, stars: stars, threads: threads))
    }
}
