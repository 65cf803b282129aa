internal import Bytes
internal import Detection
public import FITS
internal import Imaging

/// The sky of an exposure, measured.
public struct SkyMeasurement: Sendable {
    private let exposure: Exposure
    private let background: Background
    private let shareOfSources: Double

    /// - Parameter cell: pixels of a side of the cells.
    /// - Throws: `PromptProcessingError` where nothing can be measured.
    public init(of exposure: Exposure, cell: Int = 128, threads: Int = .max) throws {
        var settings = Background.Settings()
        settings.cell = cell
        do {
            let found = try Background.withoutSources(of: exposure.pixels, settings: settings, threads: threads)
            background = found.background
            shareOfSources = found.sources.share
        } catch { throw PromptProcessingError(error, path: exposure.name) }
        self.exposure = exposure
    }

    /// Level and noise in the image's unit, and the share of the image that sources cover, a line each.
    public var text: String {
        let (nodes, noise) = (background.level.nodes.pixels, background.noise.nodes.pixels)
        func words(_ values: [Double], _ typical: Double) -> String {
            "\(rounded(typical, 3)), from \(rounded(values.min() ?? .nan, 3)) to \(rounded(values.max() ?? .nan, 3))"
        }
        return "level  \(words(nodes, background.level.typical))\n"
            + "noise  \(words(noise, background.noise.typical))\n"
            + "sources cover \(rounded(100 * shareOfSources, 1)) % of the image\n"
    }

    /// An image of the sky's level, in the exposure's unit.
    public func levelFile() -> FITSFile { Self.file(background.level.image(), exposure) }
    /// An image of the standard deviation of a pixel of sky, in the exposure's unit.
    public func noiseFile() -> FITSFile { Self.file(background.noise.image(), exposure) }

    /// The exposure without its sky.
    public func subtractedFile() throws -> FITSFile {
        var flat = exposure
        flat.pixels = try background.subtracted(from: exposure.pixels)
        return try flat.file()
    }

    private static func file(_ image: Image<Float>, _ exposure: Exposure) -> FITSFile {
        FITSFile(hdus: [
            HDU(floats: image.pixels, width: image.width, height: image.height, cards: exposure.coordinateCards)
        ])
    }
}

extension Exposure {
    /// IMAGE, VARIANCE and MASK, with the planes' names.
    public func file() throws -> FITSFile {
        FITSFile(hdus: ExposureWriter(cards: coordinateCards).hdus(pixels, blankingExcluded: false))
    }
}
