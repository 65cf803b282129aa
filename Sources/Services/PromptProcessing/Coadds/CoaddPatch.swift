internal import FITS
internal import Imaging
internal import SkyMath
internal import Templates

/// The pixels of one coadd: a patch, or those of an image.
struct CoaddPatch: Sendable {
    /// Of its folder; empty where it is the only one.
    let name: String
    let frame: TemplateFrame
    /// For the header of its images.
    let cards: [Card]
    private let position: @Sendable (Double, Double) -> SkyPosition?

    /// All patches of a tract that some exposures touch, in the order of rows.
    static func all(of tract: CoaddTract, touching sources: [CoaddSource]) throws -> [CoaddPatch] {
        do {
            if let image = tract.image { return [try CoaddPatch(image, tract)] }
            guard let grid = try tract.patches.map({ try PatchGrid($0) }) else {
                throw PromptProcessingError(.file, "a tract of neither patches nor an image")
            }
            let touched = Set(sources.flatMap { grid.patches(touching: $0.footprint) })
            return try touched.sorted { ($0.row, $0.column) < ($1.row, $1.column) }.map { try CoaddPatch($0, tract) }
        } catch let error as TemplatesError { throw PromptProcessingError(.argument, error.message) }
    }

    /// All patches of a tract.
    static func all(of tract: CoaddTract) throws -> [CoaddPatch] {
        guard let grid = try tract.patches.map({ try PatchGrid($0) }) else { return try all(of: tract, touching: []) }
        return try (0..<grid.count).map {
            try CoaddPatch(grid.patch(column: $0 % grid.columns, row: $0 / grid.columns), tract)
        }
    }

    private init(_ patch: Patch, _ tract: CoaddTract) throws {
        frame = try TemplateFrame(of: patch, band: tract.band, zeroPoint: tract.zeroPoint, options: tract.options)
        name = patch.grid.count == 1 ? "" : "\(patch.column)-\(patch.row)"
        cards =
            [Card("WCSAXES", .integer(2))] + PatchWCS.texts.map { Card($0.name, .string($0.value)) }
            + patch.wcs.keywords.map { Card($0.name, .real($0.value)) }
        position = { patch.position(x: $0, y: $1) }
    }

    private init(_ image: CoaddTract.ImagePixels, _ tract: CoaddTract) throws {
        frame = try TemplateFrame(
            width: image.width, height: image.height, band: tract.band, zeroPoint: tract.zeroPoint,
            options: tract.options)
        (name, cards) = ("", image.cards.map(\.card))
        let world = try WorldCoordinates(Header(cards))
        position = { x, y in world.sky(x: x, y: y).map { SkyPosition(ra: $0.ra, dec: $0.dec) } }
    }

    /// An exposure on these pixels.
    ///
    /// - Throws: `TemplatesError` where it does not overlap them or cannot be used.
    func warp(_ source: CoaddSource, _ exposure: TemplateExposure, threads: Int) throws -> PatchWarp {
        try PatchWarp(of: exposure, onto: frame, threads: threads) { [position] x, y in
            position(x, y).flatMap { source.pixel(of: $0) } ?? (.nan, .nan)
        }
    }
}

extension PatchGrid {
    init(_ patches: CoaddTract.Patches) throws {
        try self.init(
            centre: SkyPosition(ra: patches.ra, dec: patches.dec), columns: patches.columns, rows: patches.rows,
            patchSize: patches.patchSize, overlap: patches.overlap, pixelScale: patches.pixelScale)
    }
}
