import Observing
import Rendering
import SkyMath
import SkyModel

/// Finds the stars and galaxies about the detections of a visit.
///
/// Only what lies near a detection is drawn: the first number of each object of a cell tells its place. Down to one magnitude
/// below the visit's depth, and in a crowded field to where `mostStars` fall on a stamp.
struct Surroundings: Sendable {
    let sky: Sky
    let cells: StarCells
    let populations: Set<SkyPopulation>
    let template: TemplateEpochs
    /// r magnitude of the faintest, whatever the visit's depth.
    let faintest: Double

    /// Stars on a stamp of 30 x 30 pixels, on average, beyond which fainter ones are left out.
    static let mostStars = 2.0
    /// Magnitudes below the visit's depth.
    static let margin = 1.0
    /// Stars to this r magnitude are looked for at a greater distance, for their wings.
    private static let bright = 19.0
    /// Degrees from a stamp's corner.
    private static let reach = (bright: 12.0 / 3600, faint: 1.3 / 3600)

    /// Complexity: O(objects of the cells), some nanoseconds each, and O(objects near detections).
    ///
    /// - Parameter side: pixels of a stamp's side.
    func neighbours(of detections: [Detection], _ scene: StampScene, side: Int) -> Neighbours {
        let search = NeighbourSearch(self, detections, scene, side: side)
        let cells = search.cells
        let found = concurrently(cells.count) { search.entries(cell: cells[$0]) }
        let others = NearbyDetections(detections).entries(scene)
        return Neighbours(found.flatMap(\.self) + others, detections: detections.count)
    }

    fileprivate func patches(_ places: [SkyPosition], side: Int) -> (bright: SkyPatches, faint: SkyPatches) {
        let corner = Double(side) / 2 * 2.0.squareRoot() * LSSTCamera.arcsecPerPixel / 3600
        return (
            SkyPatches(around: places, radius: corner + Self.reach.bright, order: 13),
            SkyPatches(around: places, radius: corner + Self.reach.faint, order: 15)
        )
    }

    fileprivate static var brightest: Double { bright }
}

/// One visit's search.
private struct NeighbourSearch: Sendable {
    private let surroundings: Surroundings
    private let detections: [Detection]
    private let scene: StampScene
    /// Numbers of all that is detected.
    private let detected: Set<UInt64>
    private let bright: SkyPatches
    private let faint: SkyPatches
    private let limit: Double
    private let side: Int

    init(_ surroundings: Surroundings, _ detections: [Detection], _ scene: StampScene, side: Int) {
        self.side = side
        self.surroundings = surroundings
        self.detections = detections
        self.scene = scene
        detected = Set(detections.map(\.key))
        (bright, faint) = surroundings.patches(detections.map(\.epoch.measured.position), side: side)
        limit = scene.visit.fiveSigmaDepth + Surroundings.margin
    }

    var cells: [Int64] { Set(bright.cells + faint.cells).sorted() }

    func entries(cell: Int64) -> [Neighbours.Entry] {
        var found: [Neighbours.Entry] = []
        if surroundings.populations.contains(.stars) { stars(cell, &found) }
        if surroundings.populations.contains(.galaxies) { galaxies(cell, &found) }
        return found
    }

    private func stars(_ number: Int64, _ found: inout [Neighbours.Entry]) {
        let faintest = min(limit + Self.reddest[scene.visit.band], surroundings.faintest)
        let cell = surroundings.cells.cell(number)
        let end = max(0, min(faintest, cell.limit(density: Surroundings.mostStars / Self.stampArea)))
        let border = min(Surroundings.brightest, end)
        if let here = bright.inCell(number) {
            cell.visit(here, magnitudes: 0..<border) { addSynthetic($0, near: $1, &found) }
            catalogued(number, here, 0..<border, &found)
        }
        if let here = faint.inCell(number), border < end {
            cell.visit(here, magnitudes: border..<end) { addSynthetic($0, near: $1, &found) }
            catalogued(number, here, border..<end, &found)
        }
    }

    private func catalogued(
        _ cell: Int64, _ patches: CellPatches, _ magnitudes: Range<Double>, _ found: inout [Neighbours.Entry]
    ) {
        let catalogues = surroundings.sky.catalogues
        let stars = catalogues.stars?.members(cell: cell) ?? []
        for star in stars + (catalogues.variables?.members(cell: cell).map(\.star) ?? [])
        where magnitudes.contains(star.magnitude(.r)) {
            for place in patches.places(near: star.position) { add(star, near: place, &found) }
        }
    }

    /// Unless a catalogue stands for its kind.
    private func addSynthetic(_ star: Star, near place: Int, _ found: inout [Neighbours.Entry]) {
        let catalogues = surroundings.sky.catalogues
        let isReplaced = star.variability == .constant ? catalogues.stars != nil : catalogues.variables != nil
        if !isReplaced { add(star, near: place, &found) }
    }

    private func galaxies(_ number: Int64, _ found: inout [Neighbours.Entry]) {
        guard let here = faint.inCell(number) else { return }
        let faintest = min(limit + min(Self.reddest[scene.visit.band], 1), surroundings.faintest)
        guard let catalogue = surroundings.sky.catalogues.galaxies else {
            return surroundings.sky.synthetic.galaxyCell(number).visit(here, brighterThan: faintest) {
                add($0, near: $1, &found)
            }
        }
        for galaxy in catalogue.members(cell: number) {
            for place in here.places(near: galaxy.position) { add(galaxy, near: place, &found) }
        }
    }

    /// Unless it is the detection's own host, which is drawn with it.
    private func add(_ galaxy: Galaxy, near place: Int, _ found: inout [Neighbours.Entry]) {
        guard detections[place].source?.host?.id != galaxy.id, galaxy.magnitude(scene.visit.band) < limit,
            let source = scene.source(galaxy, on: detections[place].epoch.truePixel.detector)
        else { return }
        add(source, key: galaxy.id.rawValue, near: place, &found)
    }

    private func add(_ star: Star, near place: Int, _ found: inout [Neighbours.Entry]) {
        guard star.magnitude(scene.visit.band) < limit, !detected.contains(star.id.rawValue) else { return }
        let light = flux(star)
        let detector = detections[place].epoch.truePixel.detector
        guard
            let source = scene.source(
                star, on: detector, scienceFlux: light.science, templateFlux: light.template)
        else { return }
        add(source, key: star.id.rawValue, near: place, &found)
    }

    /// nJy at the visit and in the template.
    private func flux(_ star: Star) -> (science: Double, template: Double) {
        let (visit, seed) = (scene.visit, surroundings.sky.seed)
        guard star.variability != .constant, surroundings.populations.contains(.variables),
            let curve = star.lightCurve(seed: seed)
        else {
            let mean = ABMagnitude.nJy(star.magnitude(visit.band))
            return (mean, mean)
        }
        return (curve.flux(visit.band, mjdTai: visit.midpointMjdTai), surroundings.template.flux(visit.band, of: curve))
    }

    private func add(_ source: StampSource, key: UInt64, near place: Int, _ found: inout [Neighbours.Entry]) {
        let centre = detections[place].epoch.measured.pixel
        let reach = Double(side + 1) / 2 + Self.wings(source.scienceFlux, scene.visit)
        guard abs(source.x - centre.x) < reach, abs(source.y - centre.y) < reach else { return }
        found.append(Neighbours.Entry(detection: place, key: key, source: source))
    }

    /// Pixels beyond which a source's light is not seen: a width of the PSF, and half more for each magnitude.
    private static func wings(_ flux: Double, _ visit: Visit) -> Double {
        let brightness = visit.fiveSigmaDepth + Surroundings.margin - ABMagnitude.magnitude(nJy: max(flux, 1))
        return visit.seeingFwhmEff / LSSTCamera.arcsecPerPixel * (1 + 0.5 * max(brightness, 0))
    }

    /// Square degrees of 30 x 30 pixels.
    private static let stampArea = 36.0 / (3600 * 3600)
    /// r less the band of the reddest stars that matter, or of the bluest in bands before r, mag.
    private static let reddest = PerBand<Double>(u: 0.5, g: 0.5, r: 0, i: 1.5, z: 2, y: 2.5)
}
