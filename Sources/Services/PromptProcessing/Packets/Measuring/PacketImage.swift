internal import Detection
internal import Imaging

/// One of the two images of a subtraction as packets show it: without its sky, with its PSF.
struct PacketImage: Sendable {
    /// In the image's own unit.
    let pixels: MaskedImage
    /// Nil where the image has too few stars to measure it.
    let psf: (any PSFModel)?
    let nJyPerUnit: Double

    /// Complexity: O(pixels).
    init(_ exposure: Exposure, nJyPerUnit: Double, threads: Int) throws {
        do {
            let field = try MeasuredField(exposure, threads: threads)
            pixels = field.flat
            psf = exposure.psf ?? (try? field.psf(threads: threads).psf)
        } catch { throw PromptProcessingError(error, path: exposure.name) }
        self.nJyPerUnit = nJyPerUnit
    }

    /// Pixels of a side on which PSFs are fitted and drawn, LSST's.
    static let psfSide = 41

    /// Of the PSF at a place, nJy; nil without a PSF.
    func forcedFlux(x: Double, y: Double) -> PSFFlux? {
        psf.map { ForcedPhotometry(image: pixels, psf: $0, side: Self.psfSide).flux(atX: x, y: y) }
    }
}
