internal import Detection
internal import FITS
internal import Imaging

/// Reads or models the variance of an exposure's pixels.
struct NoiseReader {
    let source: ExposureSource
    let file: ExposureFile
    let gain: Double?

    private static let names: [(ExposureSource.NoiseKind, [String])] = [
        (.variance, ["VARIANCE", "VAR"]), (.weight, ["WEIGHT", "WHT", "IVAR", "INVVAR"]),
        (.rms, ["RMS", "ERR", "SIGMA"]),
    ]

    /// Pixels without a usable noise have the variance 0.
    func variance(
        of image: Image<Float>, _ mask: Image<MaskPlanes>, _ notes: inout [String]
    ) throws -> Image<Float> {
        guard case (var plane, let kind)? = try plane() else { return try model(image, mask, &notes) }
        guard plane.width == image.width, plane.height == image.height else {
            throw PromptProcessingError(
                .size,
                "a plane of \(plane.width) x \(plane.height) for the noise of an image of "
                    + "\(image.width) x \(image.height)")
        }
        // Taken out of the plane, so that they are changed where they are.
        let pixels = plane.pixels
        plane.pixels = []
        var result = try Image(width: plane.width, height: plane.height, pixels: consume pixels)
        result.withUnsafeMutablePixels { values in
            switch kind {
            case .variance: for n in values.indices where !Self.isSound(values[n]) { values[n] = 0 }
            case .weight: for n in values.indices { values[n] = Self.isSound(values[n]) ? 1 / values[n] : 0 }
            case .rms: for n in values.indices { values[n] = Self.isSound(values[n]) ? values[n] * values[n] : 0 }
            }
        }
        return result
    }

    private static func isSound(_ value: Float) -> Bool { value > 0 && value.isFinite }

    private func plane() throws -> (FITSImage<Float>, ExposureSource.NoiseKind)? {
        if let path = source.noise {
            do { return (try ExposureFile(path: path.path).floats(path.hdu ?? .firstImage), source.noiseKind) } catch {
                throw PromptProcessingError(error, path: path.path)
            }
        }
        for (kind, names) in Self.names {
            if let found = file.plane(named: names) { return (try file.floats(found.selector), kind) }
        }
        return nil
    }

    /// The sky's noise as measured, and what light adds to it where the gain is known.
    private func model(
        _ image: Image<Float>, _ mask: Image<MaskPlanes>, _ notes: inout [String]
    ) throws -> Image<Float> {
        let plain = try MaskedImage(
            image: image, variance: Image(width: image.width, height: image.height, repeating: 1), mask: mask)
        let background = try Background.withoutSources(of: plain).background
        let words = gain.map { "and the light's own with a gain of \($0) electrons" } ?? "alone, as no gain is known"
        notes.append("no plane of noise: the variance is the sky's measured one \(words)")
        let (level, noise) = (background.level.image(), background.noise.image())
        let perUnit = Float(gain.map { 1 / $0 } ?? 0)
        let values = image.pixels.indices.map { n in
            let light = image.pixels[n] - level.pixels[n]
            return noise.pixels[n] * noise.pixels[n] + (light.isFinite ? max(0, light) * perUnit : 0)
        }
        return try Image(width: image.width, height: image.height, pixels: values)
    }
}
