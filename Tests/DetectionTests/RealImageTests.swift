import Detection
import FITS
import Foundation
import Imaging
import Testing

/// An image of ESO's NTT with the sky and the catalogue that SExtractor made of it.
private enum RealImage {
    static let folder: String = {
        if let path = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] { return path + subfolder }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/data").path + subfolder
    }()
    private static let subfolder = "/fits-difference-imaging/sep-reference/"
    static let isPresent = FileManager.default.fileExists(atPath: folder + "image.cat")
    static let reason: Comment = "the real image is not in TOCSIN_TEST_DATA"

    static func plane(_ name: String) throws -> Image<Float> {
        let image = try ExposureFile(path: folder + name).floats()
        return try Image(width: image.width, height: image.height, pixels: image.pixels)
    }

    /// Columns of image.cat, as its head numbers them.
    static func catalogue() throws -> [[Double]] {
        let text = try String(contentsOfFile: folder + "image.cat", encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: " ").compactMap { Double($0) } }
    }
}

@Suite(.enabled(if: RealImage.isPresent, RealImage.reason)) struct RealImageTests {
    @Test func `sky and noise are those of SExtractor`() throws {
        let image = MaskedImage(image: try RealImage.plane("image.fits"), variance: 1)
        let background = try Background(of: image, settings: .init(cell: 64))
        let theirs = (try RealImage.plane("back.fits"), try RealImage.plane("rms.fits"))
        let noise = Double(theirs.1.pixels.sorted()[theirs.1.pixels.count / 2])
        let differences = zip(background.level.image().pixels, theirs.0.pixels).map { Double($0 - $1) / noise }
        #expect(rms(differences) < 0.15)
        #expect(abs(background.noise.typical / noise - 1) < 0.03)
    }

    @Test func `aperture fluxes and windowed centres are those of SExtractor`() throws {
        let (image, sky) = (try RealImage.plane("image.fits"), try RealImage.plane("back.fits"))
        let flat = try Image(width: 256, height: 256, pixels: zip(image.pixels, sky.pixels).map { $0 - $1 })
        let masked = MaskedImage(image: flat, variance: 1)
        var (fluxes, distances) = ([Double](), [Double]())
        for row in try RealImage.catalogue() where row[20] == 0 && row[12] > 30 * row[13] {
            let aperture = ApertureFlux(of: masked, x: row[1] - 1, y: row[2] - 1, radius: 5)
            fluxes.append(aperture.flux / row[12] - 1)
            let centre = WindowedCentroid(of: flat, nearX: row[1] - 1, y: row[2] - 1, sigma: row[18] * 2 / 2.3548)
            distances.append(rms([centre.x - row[3] + 1, centre.y - row[4] + 1]))
        }
        #expect(fluxes.count >= 5)
        #expect(rms(fluxes) < 1e-3)
        #expect(distances.sorted()[distances.count / 2] < 1e-3)
    }
}
