internal import Detection
internal import FITS
public import Imaging

extension ExposureSource {
    /// Reads the exposure, plain, gzipped or tile-compressed.
    ///
    /// The image is the HDU asked for, else the extension IMAGE or SCI, else the first with pixels. Noise is the plane
    /// asked for, else an extension VARIANCE, VAR (variance), WEIGHT, WHT, IVAR, INVVAR (1 / variance), RMS, ERR or
    /// SIGMA, else a model: the sky's measured noise and, with a gain, the light's own. Masks are read by the names
    /// that their `MP_` cards have, without such cards in the order of `MaskPlanes.names`; what is not finite is
    /// `noData`.
    ///
    /// - Throws: `PromptProcessingError` with the file's name. Complexity: O(pixels).
    public func exposure() throws -> Exposure {
        try read().exposure
    }

    /// The exposure's pixels alone. Errors as `exposure`.
    public func imagePlane() throws -> Image<Float> {
        do {
            let file = try ExposureFile(path: image.path)
            let plane = try file.floats(image.hdu ?? file.imageSelector)
            return try Image(width: plane.width, height: plane.height, pixels: plane.pixels)
        } catch { throw PromptProcessingError(error, path: image.path) }
    }

    /// The exposure with the file that it is in.
    func read() throws -> (exposure: Exposure, file: ExposureFile) {
        do {
            let file = try ExposureFile(path: image.path)
            return (try exposure(in: file), file)
        } catch { throw PromptProcessingError(error, path: image.path) }
    }

    /// Nil where the header has none, or none that can be used, which is then noted.
    private static func world(_ header: Header, _ notes: inout [String]) -> WorldCoordinates? {
        do { return try WorldCoordinates(header) } catch {
            let types = [header.string("CTYPE1"), header.string("CTYPE2")].compactMap { $0 }
            if types.contains(where: { $0.contains("-") }) { notes.append("its coordinates are not used: \(error)") }
            return nil
        }
    }

    private func exposure(in file: ExposureFile) throws -> Exposure {
        let selector = image.hdu ?? file.imageSelector
        let plane = try file.floats(selector)
        let header = file.header(of: plane.header)
        var notes: [String] = []
        let values = try Image(width: plane.width, height: plane.height, pixels: plane.pixels)
        let gain = gain ?? header.real("GAIN").flatMap { $0 > 0 ? $0 : nil }
        let mask = try MaskReader(source: self, file: file, header: header).mask(of: values, &notes)
        let noise = NoiseReader(source: self, file: file, gain: gain)
        let variance = try noise.variance(of: values, mask, &notes)
        var pixels = try MaskedImage(image: values, variance: variance, mask: mask)
        pixels.mask = pixels.maskWithoutData()
        let world = Self.world(header, &notes)
        return Exposure(
            name: image.description, pixels: pixels, header: header, world: world,
            psf: try psf.map { try PSFExFile(path: $0.path).psf }, gain: gain, notes: notes)
    }
}

extension ExposureFile {
    /// The HDU that most likely is the image.
    var imageSelector: HDUSelector {
        for name in ["IMAGE", "SCI"] {
            if let hdu = hdus.first(where: { $0.name.uppercased() == name }), hdu.isTiled || hdu.pixelCount > 0 {
                return .name(name)
            }
        }
        return .firstImage
    }

    /// An image's header, and what only the primary one has.
    func header(of own: Header) -> Header {
        let known = Set(own.cards.map(\.keyword))
        let skipped: Set = ["SIMPLE", "BITPIX", "EXTEND", "EXTNAME", "CHECKSUM", "DATASUM", "COMMENT", "HISTORY", ""]
        let primary = hdus.first?.header.cards ?? []
        let added = primary.filter {
            !known.contains($0.keyword) && !skipped.contains($0.keyword) && !$0.keyword.hasPrefix("NAXIS")
        }
        return Header(own.cards + added)
    }

    /// The first extension of one of these names.
    func plane(named names: [String]) -> (selector: HDUSelector, name: String)? {
        for name in names where hdus.contains(where: { $0.name.uppercased() == name }) { return (.name(name), name) }
        return nil
    }
}
