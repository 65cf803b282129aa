internal import FITS
internal import SkyMath
internal import Templates

extension CoaddTract {
    /// A tract that holds the exposures, and a target PSF that all of them can be matched to.
    ///
    /// - Throws: `PromptProcessingError` where there is no exposure, or they spread too far.
    init(for sources: [CoaddSource], settings: CoaddSettings) throws {
        guard let first = sources.first else { throw PromptProcessingError(.argument, "a coadd of no exposure") }
        band = first.band
        zeroPoint = first.zeroPoint ?? ABMagnitude.zeroPoint
        var scale = settings.pixelScale ?? first.pixelScale
        if let path = settings.pixelsOf {
            let exposure = try ExposureSource(path).exposure()
            guard let world = exposure.world,
                let tangent = world.tangent(x: Double(exposure.width) / 2, y: Double(exposure.height) / 2)
            else { throw PromptProcessingError(.argument, "no celestial coordinates in the header", path: path.path) }
            scale = tangent.pixelScale * 3600
            image = ImagePixels(
                width: exposure.width, height: exposure.height,
                cards: exposure.skyCards.compactMap { CardRecord($0) })
        } else {
            patches = try Patches(around: sources, pixelScale: scale, patchSize: settings.patchSize)
        }
        let widest = (sources.map(\.fwhm).max() ?? 0) / scale
        warping = Warping(widest: widest, settings: settings)
    }
}

extension CoaddTract.Warping {
    /// By how much the target is wider than the widest exposure: a kernel of some width does not amplify noise.
    private static let margin = 1.12

    init(widest: Double, settings: CoaddSettings) {
        let side = 2 * Int((3.5 * widest).rounded(.up)) + 1
        (skyCell, psfSide, psfSpacing) = (settings.skyCell, min(127, max(31, side)), 256)
        let isCompared = settings.rejects || settings.isMatched
        targetFWHM = isCompared ? Self.margin * widest : nil
        kernelRadius = isCompared ? min(40, max(8, Int((2.5 * widest).rounded(.up)))) : nil
        matchesLight = settings.isMatched
    }
}

extension CoaddTract.Patches {
    private static let mostOverlap = 100

    /// The least tract about the exposures; of one patch where no size is asked for.
    init(around sources: [CoaddSource], pixelScale: Double, patchSize: Int?) throws {
        let corners = sources.flatMap(\.footprint)
        guard !corners.isEmpty else {
            throw PromptProcessingError(.argument, "a corner of every exposure lies on no sky")
        }
        let sum = corners.reduce((0.0, 0.0, 0.0)) { sum, corner in
            let vector = corner.unitVector
            return (sum.0 + vector.x, sum.1 + vector.y, sum.2 + vector.z)
        }
        let middle = UnitVector(x: sum.0, y: sum.1, z: sum.2).position
        guard corners.allSatisfy({ $0.separation(to: middle) < 30 }) else {
            throw PromptProcessingError(.argument, "the exposures are more than 30 degrees apart", path: nil)
        }
        // Pixels of a tract of one pixel's size about the middle: offsets from it.
        let probe = try PatchGrid(
            centre: middle, columns: 1, rows: 1, patchSize: 16, overlap: 0, pixelScale: pixelScale)
        let places = corners.compactMap { try? probe.patch(column: 0, row: 0).pixel(of: $0) }
        func reach(_ values: [Double]) -> Int {
            Int(values.reduce(0) { max($0, abs($1 - 7.5)) }.rounded(.up)) * 2 + 2
        }
        let (width, height) = (reach(places.map(\.x)), reach(places.map(\.y)))
        let side = patchSize ?? max(16, max(width, height))
        (ra, dec, self.pixelScale) = (middle.ra, middle.dec, pixelScale)
        (columns, rows) = ((width + side - 1) / side, (height + side - 1) / side)
        self.patchSize = side
        overlap = patchSize == nil ? 0 : min(Self.mostOverlap, side / 4)
    }
}

extension Exposure {
    /// The cards that tell where pixels lie on the sky.
    var skyCards: [Card] {
        let others: Set = [
            "MJD-OBS", "DATE-OBS", "EXPTIME", "FILTER", "GAIN", "MAGZERO", "OBJECT", "TELESCOP", "INSTRUME",
        ]
        return coordinateCards.filter { !others.contains($0.keyword) }
    }
}
