internal import FITS
internal import Imaging
internal import Templates

extension CoaddState {
    /// A coadd from its file and what `coadd.json` tells of it.
    ///
    /// - Throws: `PromptProcessingError` with the path where the file is not that of the record, lacks a plane or has one of
    ///   another size. Complexity: O(pixels).
    static func coadd(path: String, record: CoaddRecord, frame: TemplateFrame) throws -> Coadd {
        guard try FileDigest.sha256(path: path) == record.stateSHA256 else {
            throw PromptProcessingError(
                .file, "is not the state that coadd.json tells of: its SHA-256 differs", path: path)
        }
        do {
            let file = try ExposureFile(path: path, limits: FITSLimits(bytes: 64 << 30, hdus: 1024))
            return try coadd(PlaneReader(file: file, frame: frame), record, frame)
        } catch { throw PromptProcessingError(error, path: path) }
    }

    private static func coadd(_ reader: PlaneReader, _ record: CoaddRecord, _ frame: TemplateFrame) throws -> Coadd {
        let places = frame.psfGrid.count
        let isCompared = frame.options.target != nil
        let inputs = record.inputs.map(\.input)
        let psfs = isCompared ? try reader.squares("INPUT_PSFS", count: inputs.count * places) : []
        let perInput = isCompared ? inputs.indices.map { Array(psfs[$0 * places..<($0 + 1) * places]) } : []
        return try Coadd(
            restoring: frame, sums: sums(reader), extremes: isCompared ? extremes(reader) : nil,
            psfSums: reader.squares("PSF_SUMS", count: places).compactMap { $0 },
            psfWeights: reader.file.doubles(.name("PSF_WEIGHTS")).pixels, inputPSFs: perInput, inputs: inputs,
            isFrozen: record.isFrozen)
    }

    private static func sums(_ reader: PlaneReader) throws -> Image<LightSums> {
        let (light, variance) = (try reader.floats("LIGHT"), try reader.floats("LIGHT_VARIANCE"))
        let (weight, saturated) = (try reader.floats("LIGHT_WEIGHT"), try reader.floats("LIGHT_SATURATED"))
        let (count, planes) = (try reader.integers("LIGHT_COUNT"), try reader.integers("LIGHT_PLANES"))
        let pixels = light.indices.map { n in
            var sum = LightSums()
            (sum.light, sum.variance, sum.weight, sum.saturated) = (light[n], variance[n], weight[n], saturated[n])
            (sum.count, sum.planes) = (count[n], planes[n])
            return sum
        }
        return try Image(width: reader.frame.width, height: reader.frame.height, pixels: pixels)
    }

    private static func extremes(_ reader: PlaneReader) throws -> Image<EpochExtremes> {
        let parts = try extremeNames.map { name in
            (
                matched: try reader.floats("\(name)_MATCHED"), light: try reader.floats("\(name)_LIGHT"),
                variance: try reader.floats("\(name)_VARIANCE"), input: try reader.integers("\(name)_INPUT")
            )
        }
        let (count, mean) = (try reader.integers("COMPARED_COUNT"), try reader.floats("COMPARED_MEAN"))
        let squares = try reader.floats("COMPARED_SQUARES")
        func value(_ place: Int, _ n: Int) -> EpochValue {
            var value = EpochValue()
            (value.matched, value.light) = (parts[place].matched[n], parts[place].light[n])
            value.variance = parts[place].variance[n]
            return value
        }
        let pixels = count.indices.map { n in
            var pixel = EpochExtremes()
            (pixel.highest, pixel.next, pixel.third, pixel.lowest) = (
                value(0, n), value(1, n), value(2, n), value(3, n)
            )
            (pixel.highestInput, pixel.nextInput) = (parts[0].input[n], parts[1].input[n])
            (pixel.thirdInput, pixel.lowestInput) = (parts[2].input[n], parts[3].input[n])
            (pixel.count, pixel.mean, pixel.squares) = (count[n], mean[n], squares[n])
            return pixel
        }
        return try Image(width: reader.frame.width, height: reader.frame.height, pixels: pixels)
    }
}

/// Planes of a frame's size.
struct PlaneReader {
    let file: ExposureFile
    let frame: TemplateFrame

    func floats(_ name: String) throws -> [Float] {
        let plane = try file.floats(.name(name))
        try check(name, plane.width, plane.height, frame.width, frame.height)
        return plane.pixels
    }

    func integers(_ name: String) throws -> [UInt16] {
        let plane = try file.int32s(.name(name))
        try check(name, plane.width, plane.height, frame.width, frame.height)
        return plane.pixels.map { UInt16(clamping: $0) }
    }

    /// Square images; nil for those of NaN.
    func squares(_ name: String, count: Int) throws -> [Image<Float>?] {
        guard count > 0 else { return [] }
        let side = frame.psfGrid.side
        let plane = try file.floats(.name(name))
        try check(name, plane.width, plane.height, side, side * count)
        return try (0..<count).map { n in
            let pixels = Array(plane.pixels[n * side * side..<(n + 1) * side * side])
            return pixels.contains { $0.isNaN } ? nil : try Image(width: side, height: side, pixels: pixels)
        }
    }

    private func check(_ name: String, _ width: Int, _ height: Int, _ wantedWidth: Int, _ wantedHeight: Int) throws {
        guard (width, height) == (wantedWidth, wantedHeight) else {
            throw PromptProcessingError(
                .size, "\(name) has \(width) x \(height) pixels, not \(wantedWidth) x \(wantedHeight)")
        }
    }
}
