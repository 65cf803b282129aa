import Observing
import Rendering
import SkyMath
import SkyModel

/// One visit's search for what lies about its detections.
struct NeighbourSearch: Sendable {
    /// What one cell holds.
    struct Cell: Sendable {
        var sources: [ByDetection<StampSource>.Entry] = []
        var light: [ByDetection<NearLight>.Entry] = []
    }

    private let surroundings: Surroundings
    private let detections: [Detection]
    private let scene: StampScene
    /// Numbers of all that is detected.
    private let detected: Set<UInt64>
    /// Of each detection, where its light is told from.
    private let places: [SourcePlace]
    private let bright: SkyPatches
    private let faint: SkyPatches
    private let limit: Double
    /// Pixels of the stamp's side of each detection; nil where no stamps are made.
    private let sides: [Int]?

    init(_ surroundings: Surroundings, _ detections: [Detection], _ scene: StampScene, sides: [Int]?) {
        self.sides = sides
        self.surroundings = surroundings
        self.detections = detections
        self.scene = scene
        detected = Set(detections.map(\.key))
        places = detections.map { $0.fixedPlace(scene.visit) }
        (bright, faint) = Surroundings.patches(
            detections.map(\.epoch.measured.position),
            sides: detections.indices.map { max(sides?[$0] ?? 0, AlertStamps.leastSide) })
        limit = scene.visit.fiveSigmaDepth + Surroundings.margin
    }

    var cells: [Int64] { Set(bright.cells + faint.cells).sorted() }

    func cell(_ number: Int64) -> Cell {
        var found = Cell()
        if surroundings.populations.contains(.stars) { stars(number, &found) }
        if surroundings.populations.contains(.galaxies) { galaxies(number, &found) }
        return found
    }

    private func stars(_ number: Int64, _ found: inout Cell) {
        let cell = surroundings.cells.cell(number)
        let end = max(0, min(surroundings.faintest, cell.limit(density: Surroundings.mostStars / Self.stampArea)))
        let border = min(Surroundings.bright, end)
        if let here = bright.inCell(number) {
            cell.visit(here, magnitudes: 0..<border) { addSynthetic($0, near: $1, &found) }
            catalogued(number, here, 0..<border, &found)
        }
        if let here = faint.inCell(number), border < end {
            cell.visit(here, magnitudes: border..<end) { addSynthetic($0, near: $1, &found) }
            catalogued(number, here, border..<end, &found)
        }
    }

    private func catalogued(_ cell: Int64, _ patches: CellPatches, _ magnitudes: Range<Double>, _ found: inout Cell) {
        let catalogues = surroundings.sky.catalogues
        let stars = catalogues.stars?.members(cell: cell) ?? []
        for star in stars + (catalogues.variables?.members(cell: cell).map(\.star) ?? [])
        where magnitudes.contains(star.magnitude(.r)) {
            for place in patches.places(near: star.position) { add(star, near: place, &found) }
        }
    }

    /// Unless a catalogue stands for its kind.
    private func addSynthetic(_ star: Star, near place: Int, _ found: inout Cell) {
        let catalogues = surroundings.sky.catalogues
        let isReplaced = star.variability == .constant ? catalogues.stars != nil : catalogues.variables != nil
        if !isReplaced { add(star, near: place, &found) }
    }

    private func galaxies(_ number: Int64, _ found: inout Cell) {
        guard let here = faint.inCell(number) else { return }
        guard let catalogue = surroundings.sky.catalogues.galaxies else {
            return surroundings.sky.synthetic.galaxyCell(number).visit(here, brighterThan: surroundings.faintest) {
                add($0, near: $1, &found)
            }
        }
        for galaxy in catalogue.members(cell: number) {
            for place in here.places(near: galaxy.position) { add(galaxy, near: place, &found) }
        }
    }

    /// Unless it is the detection's own host, which is told and drawn with it.
    private func add(_ galaxy: Galaxy, near place: Int, _ found: inout Cell) {
        guard detections[place].source?.host?.id != galaxy.id else { return }
        let key = galaxy.id.rawValue
        if let light = NearLight(galaxy, beside: places[place]) {
            found.light.append(ByDetection.Entry(detection: place, key: key, element: light))
        }
        guard sides != nil, galaxy.magnitude(scene.visit.band) < limit,
            let source = scene.source(galaxy, on: detections[place].epoch.truePixel.detector)
        else { return }
        add(source, key: key, near: place, &found)
    }

    /// Unless it is the detection itself. Stars that are detected are drawn as they were measured.
    private func add(_ star: Star, near place: Int, _ found: inout Cell) {
        let (key, detection) = (star.id.rawValue, detections[place])
        guard key != detection.key else { return }
        addLight(of: star, near: place, &found)
        guard sides != nil, star.magnitude(scene.visit.band) < limit, !detected.contains(key) else { return }
        let light = flux(star)
        let detector = detection.epoch.truePixel.detector
        guard
            let source = scene.source(
                star, on: detector, scienceFlux: light.science, templateFlux: light.template)
        else { return }
        add(source, key: key, near: place, &found)
    }

    /// But for the star whose lobes the detection is: it is measured with them.
    private func addLight(of star: Star, near place: Int, _ found: inout Cell) {
        let (key, detection) = (star.id.rawValue, detections[place])
        if let artefact = detection.artefact, artefact.kind == .dipole, artefact.star?.key == key { return }
        guard let light = NearLight(star, beside: places[place]) else { return }
        found.light.append(ByDetection.Entry(detection: place, key: key, element: light))
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

    private func add(_ source: StampSource, key: UInt64, near place: Int, _ found: inout Cell) {
        let centre = detections[place].epoch.measured.pixel
        let reach = Double((sides?[place] ?? 0) + 1) / 2 + Self.wings(source.scienceFlux, scene.visit)
        guard abs(source.x - centre.x) < reach, abs(source.y - centre.y) < reach else { return }
        found.sources.append(ByDetection.Entry(detection: place, key: key, element: source))
    }

    /// Pixels beyond which a source's light is not seen: a width of the PSF, and half more for each magnitude.
    private static func wings(_ flux: Double, _ visit: Visit) -> Double {
        let brightness = visit.fiveSigmaDepth + Surroundings.margin - ABMagnitude.magnitude(nJy: max(flux, 1))
        return visit.seeingFwhmEff / LSSTCamera.arcsecPerPixel * (1 + 0.5 * max(brightness, 0))
    }

    /// Square degrees of 30 x 30 pixels.
    private static let stampArea = 36.0 / (3600 * 3600)
}
