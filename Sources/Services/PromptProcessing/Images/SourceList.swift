internal import Detection
internal import FITS
internal import Imaging

/// The sources of an exposure, measured.
public struct SourceList: Sendable {
    private let exposure: Exposure
    private let found: SourceCatalogue
    private let radii: [Double]

    /// What is looked for.
    public struct Settings: Sendable, Hashable {
        /// Standard deviations in the filtered image.
        public var threshold = 5.0
        /// Sources below the sky too.
        public var withNegative = false
        /// Blends stay whole.
        public var isBlendKept = false
        /// In pixels.
        public var apertureRadii = [3.0, 6.0, 12.0]
        /// Pixels of a side of the sky's cells.
        public var cell = 128

        /// The defaults; ranges are checked where sources are looked for.
        public init() {}
    }

    /// Sky, PSF (the exposure's, else measured; none where there are too few stars), detection, deblending, measurement.
    ///
    /// - Throws: `PromptProcessingError` where no sky can be measured or a setting is out of range.
    public init(of exposure: Exposure, settings: Settings = Settings(), threads: Int = .max) throws {
        var exposure = exposure
        var wanted = SourceCatalogue.Settings()
        var sky = Background.Settings()
        sky.cell = settings.cell
        wanted.sky = .measured(sky)
        wanted.detection.threshold = Float(settings.threshold)
        wanted.detection.polarity = settings.withNegative ? .both : .positive
        if settings.isBlendKept { wanted.deblending = nil }
        wanted.apertureRadii = settings.apertureRadii
        do {
            let psf = try exposure.psf ?? Self.psf(of: &exposure, sky, threads)
            if psf == nil { wanted.measures.remove(.psf) }
            found = try SourceCatalogue(of: exposure.pixels, psf: psf, settings: wanted, threads: threads)
        } catch { throw PromptProcessingError(error, path: exposure.name) }
        (self.exposure, radii) = (exposure, settings.apertureRadii)
    }

    private static func psf(
        of exposure: inout Exposure, _ sky: Background.Settings, _ threads: Int
    ) throws -> MeasuredPSF? {
        let field = try MeasuredField(exposure, settings: sky, threads: threads)
        do { return try field.psf(threads: threads).psf } catch {
            exposure.notes.append("no PSF, so no PSF fluxes: \(error)")
            return nil
        }
    }

    /// Sources that were found.
    public var count: Int { found.sources.count }
    /// What was assumed or could not be done, a sentence each.
    public var notes: [String] { exposure.notes }

    /// A row each; what was not measured is empty or NaN.
    public var catalogue: Catalogue {
        let sources = found.sources
        func column(_ name: String, _ unit: String = "", _ value: (Source) -> Double?) -> NewColumn {
            NewColumn(name, .doubles(sources.map { value($0) ?? .nan }), unit: unit)
        }
        var columns = [
            NewColumn("id", .int64s(sources.map { Int64($0.id) })),
            NewColumn("parent", .int64s(sources.map { Int64($0.parent) }), comment: "footprint before deblending"),
            column("x", "pixel") { $0.position.x }, column("y", "pixel") { $0.position.y },
            column("xErr", "pixel") { $0.position.xError }, column("yErr", "pixel") { $0.position.yError },
        ]
        columns += exposure.skyColumns(x: sources.map(\.position.x), y: sources.map(\.position.y))
        columns += [
            column("snr") { $0.significance }, column("area", "pixel") { Double($0.area) },
            column("psfFlux") { $0.psf?.flux }, column("psfFluxErr") { $0.psf?.fluxError },
        ]
        for (n, radius) in radii.enumerated() {
            let name = "ap\(rounded(radius, radius == radius.rounded() ? 0 : 2))Flux"
            columns.append(column(name) { $0.apertures.indices.contains(n) ? $0.apertures[n].flux : nil })
            columns.append(column(name + "Err") { $0.apertures.indices.contains(n) ? $0.apertures[n].error : nil })
        }
        columns += [
            column("kronFlux") { $0.kron?.flux }, column("kronFluxErr") { $0.kron?.error },
            column("ixx", "pixel2") { $0.moments?.xx }, column("iyy", "pixel2") { $0.moments?.yy },
            column("ixy", "pixel2") { $0.moments?.xy },
            NewColumn("flagged", .int64s(sources.map { Int64($0.flags.rawValue) }), comment: "0 for no doubt"),
            NewColumn("flags", .strings(sources.map { $0.flags.description })),
        ]
        return Catalogue(name: "SOURCES", columns: columns)
    }
}
