internal import Bytes
internal import Detection
public import FITS
internal import Imaging

/// The PSF of an exposure, from its stars.
public struct PSFMeasurement: Sendable {
    private let exposure: Exposure
    private let psf: MeasuredPSF
    private let candidates: Int
    private let stars: [StarCandidate]
    private let points: Int

    /// - Parameter points: places along a side of the image at which the PSF is given.
    /// - Throws: `PromptProcessingError` where there are too few stars.
    public init(of exposure: Exposure, points: Int = 3, threads: Int = .max) throws {
        do {
            let field = try MeasuredField(exposure, threads: threads)
            candidates = try StarSelection().candidates(
                in: field.flat, noise: field.background.noise, threads: threads
            ).count
            (stars, psf) = try field.psf(threads: threads)
        } catch { throw PromptProcessingError(error, path: exposure.name) }
        (self.exposure, self.points) = (exposure, points)
    }

    private var places: [(x: Double, y: Double)] {
        func place(_ n: Int, _ length: Int) -> Double {
            points > 1 ? Double(n) / Double(points - 1) * Double(length - 1) : Double(length - 1) / 2
        }
        return (0..<points * points).map { (place($0 % points, exposure.width), place($0 / points, exposure.height)) }
    }

    /// How many stars there are, then a line for each place: FWHM, ellipticity and effective pixels of the PSF.
    public var text: String {
        let scale = exposure.world?.tangent(x: Double(exposure.width) / 2, y: Double(exposure.height) / 2)?.pixelScale
        var lines = ["\(stars.count) stars of \(candidates) bright and isolated sources; \(psf.starCount) agree"]
        lines.append("x         y         FWHM px   arcsec    e1        e2        effective pixels")
        for (x, y) in places {
            let image = psf.image(atX: x, y: y, side: 41)
            let shape = AdaptiveMoments(of: image, nearX: 20, y: 20)
            let arcsec = scale.map { rounded(shape.fwhm * $0 * 3600, 3) } ?? "-"
            let numbers = [
                rounded(x, 0), rounded(y, 0), rounded(shape.fwhm, 3), arcsec, rounded(shape.e1, 4),
                rounded(shape.e2, 4), rounded(psf.effectivePixels(atX: x, y: y, side: 41), 2),
            ]
            lines.append(numbers.map { $0.padded(10) }.joined())
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A cube of PSFs, 41 pixels a side, each with the sum 1.
    public func file() -> FITSFile {
        let images = places.map { psf.image(atX: $0.x, y: $0.y, side: 41) }
        var hdu = HDU(floats: images.flatMap(\.pixels), width: 41, height: 41 * images.count)
        hdu.shape = [41, 41, images.count]
        return FITSFile(hdus: [hdu])
    }
}
