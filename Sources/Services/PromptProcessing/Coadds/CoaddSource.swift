internal import FITS
internal import Foundation
internal import Imaging
internal import SkyMath
internal import Templates

/// An exposure that may go into a coadd, without its pixels.
struct CoaddSource: Sendable {
    let source: ExposureSource
    /// The file's name, without folders.
    let name: String
    let sha256: String
    let band: String
    /// The middle of the exposure, TAI; NaN where the header does not tell.
    let mjdTai: Double
    /// AB magnitude of a flux of 1; nil where nothing tells.
    let zeroPoint: Double?
    let world: WorldCoordinates
    let width: Int
    let height: Int
    let psf: any PSFModel
    /// FWHM in arcsec, in the middle, of a Gaussian that spreads noise as far.
    let fwhm: Double
    /// arcsec, in the middle.
    let pixelScale: Double
    let notes: [String]

    /// Reads the file, and measures the PSF where none was given.
    ///
    /// - Throws: `PromptProcessingError` with the file's name. Complexity: O(pixels).
    init(_ source: ExposureSource, settings: CoaddSettings, threads: Int) throws {
        let path = source.image.path
        let exposure = try source.exposure()
        guard let world = exposure.world,
            let tangent = world.tangent(x: Double(exposure.width) / 2, y: Double(exposure.height) / 2)
        else { throw PromptProcessingError(.argument, "no celestial coordinates in the header", path: path) }
        psf = try Self.psf(of: exposure, path: path, threads: threads)
        let pixels = psf.effectivePixels(atX: Double(exposure.width) / 2, y: Double(exposure.height) / 2, side: 41)
        pixelScale = tangent.pixelScale * 3600
        fwhm = gaussianFWHM(effectivePixels: pixels) * pixelScale
        (self.source, self.world) = (source, world)
        (width, height) = (exposure.width, exposure.height)
        name = URL(filePath: path).lastPathComponent + (source.image.hdu.map { "[\($0)]" } ?? "")
        sha256 = try FileDigest.sha256(path: path)
        band = settings.band ?? exposure.header.string("FILTER") ?? "unknown"
        mjdTai = Self.middle(exposure.header)
        zeroPoint = settings.zeroPoint ?? exposure.header.real("MAGZERO")
        notes = exposure.notes
    }

    private static func psf(of exposure: Exposure, path: String, threads: Int) throws -> any PSFModel {
        if let psf = exposure.psf { return psf }
        do { return try MeasuredField(exposure, threads: threads).psf(threads: threads).psf } catch {
            throw PromptProcessingError(error, path: path)
        }
    }

    /// Without an exposure time its beginning; NaN where the header's times are of a system that is not understood, too.
    private static func middle(_ header: Header) -> Double {
        (try? ExposureTime.midpointMjdTai(header, seconds: ExposureTime.seconds(header) ?? 0)) ?? .nan
    }

    /// With its pixels. Complexity: O(pixels).
    func exposure() throws -> TemplateExposure {
        TemplateExposure(
            id: name, checksum: sha256, band: band, mjdTai: mjdTai, zeroPoint: zeroPoint ?? ABMagnitude.zeroPoint,
            image: try source.exposure().pixels, psf: psf)
    }

    /// The exposure's pixel of a position; nil far outside, where its projection means nothing.
    func pixel(of position: SkyPosition) -> (x: Double, y: Double)? {
        guard let place = world.pixel(ra: position.ra, dec: position.dec) else { return nil }
        let reach = Double(width + height)
        return abs(place.x) < 2 * reach && abs(place.y) < 2 * reach ? place : nil
    }

    /// Corners and points along the edges.
    var footprint: [SkyPosition] { world.footprint(perSide: 4).map { SkyPosition(ra: $0.ra, dec: $0.dec) } }
}
