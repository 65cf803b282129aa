import AlertModel
import FITS
import Observing
import Rendering
import SkyMath
import SkyModel
import Testing

@testable import Simulator

/// Detections anywhere in a field, and what the sky has beside them.
@Suite struct NeighbourTests {
    typealias Seen = Simulator.Detection

    static let season = Season(ZTFNight.visits, measurer.model)
    static let visit = 4
    static let measurer = Measurer(seed: 7)
    static let scene = StampScene(
        visit: season.visits[visit], pointing: season.pointing(visit), depth: season.depth(visit),
        model: measurer.model, camera: measurer.camera)
    private static let sky = Sky(SyntheticSky(seed: 7))
    private static let faintest = 23.0

    static func detection(_ key: UInt64, _ position: SkyPosition, flux: Double = 1e5) throws -> Seen? {
        let truth = SourceTruth(key: key, position: position, scienceFlux: flux, templateFlux: 0)
        return try measurer.sighting(position, visit: visit, in: season).map { sighting in
            let epoch = try #require(measurer.detected(truth, sighting, in: season))
            return Seen(
                key: key, trueClass: "test", kind: .real, truth: truth, epoch: epoch,
                id: SourceNumber.id(1, epoch, season), counter: 1, serial: 0)
        }
    }

    static func detection(atPixel x: Double, _ y: Double) throws -> Seen? {
        let point = measurer.camera.detectors[94].focalPoint(x: x, y: y)
        return try detection(1 << 62, season.pointing(visit).position(point))
    }

    /// About the middle of the field, on two cells at most.
    private static let detections = Result {
        try (0..<250).compactMap { number -> Seen? in
            var draws = Draws(seed: 4, UInt64(number))
            let place = ZTFNight.centre.offset(
                by: 0.12 * draws.uniform().squareRoot(), positionAngle: draws.uniform(0..<360))
            return try detection(1 << 62 | UInt64(number), place)
        }
    }

    static func surroundings(_ populations: Set<SkyPopulation>) -> Surroundings {
        Surroundings(
            sky: sky, cells: StarCells(sky.synthetic, brighterThan: faintest), populations: populations,
            template: TemplateEpochs(servingAt: 61_200), faintest: faintest)
    }

    /// Within the stamp, which a neighbour there must not miss.
    private static func isOnStamp(_ source: StampSource, _ detection: Seen, side: Int) -> Bool {
        let (centre, half) = (detection.epoch.measured.pixel, Double(side) / 2)
        return abs(source.x - centre.x) < half && abs(source.y - centre.y) < half
    }

    /// The third has stamps of different sizes beside each other.
    @Test(arguments: [30...30, 102...102, 30...102])
    func `each star and galaxy of the sky on a stamp is a neighbour, as bright as it is`(_ sides: ClosedRange<Int>)
        throws
    {
        let detections = try Self.detections.get()
        let side: StampSide = { $0.pixel.x < 2036 ? sides.lowerBound : sides.upperBound }
        let found = Self.surroundings([.stars, .galaxies]).around(detections, Self.scene, side: side).sources
        let cone = SkyCone(centre: ZTFNight.centre, radius: 0.13)
        let limit = min(Self.scene.visit.fiveSigmaDepth + 1, Self.faintest)
        let galaxies = Self.sky.synthetic.galaxies(in: cone, brighterThan: limit)
        let stars = Self.sky.synthetic.stars(in: cone, brighterThan: limit)
        var expected = 0
        for (number, detection) in detections.enumerated() {
            let detector = detection.epoch.truePixel.detector
            let near = { (place: SkyPosition) in place.separation(to: detection.epoch.measured.position) < 0.005 }
            let sources =
                galaxies.filter { near($0.position) }.compactMap { Self.scene.source($0, on: detector) }
                + stars.filter { near($0.position) }.compactMap { star in
                    let flux = ABMagnitude.nJy(star.magnitude(.r))
                    return Self.scene.source(star, on: detector, scienceFlux: flux, templateFlux: flux)
                }
            let pixels = side(detection.epoch.measured)
            let wanted = sources.filter { Self.isOnStamp($0, detection, side: pixels) }
            let others = found[number].filter {
                Self.isOnStamp($0, detection, side: pixels) && $0.scienceFlux != 1e5
            }
            #expect(Set(wanted) == Set(others), "\(wanted) \(others)")
            #expect(others.allSatisfy { $0.scienceFlux == $0.templateFlux })
            expected += wanted.count
        }
        #expect(expected > 20)
    }

    @Test func `detections that lie close together are on each other's stamps with their own light`() throws {
        let place = ZTFNight.centre
        let pair = try [
            Self.detection(1 << 62, place),
            Self.detection(1 << 62 | 1, place.offset(by: 1.5 / 3600, positionAngle: 40), flux: 7e4),
            Self.detection(1 << 62 | 2, place.offset(by: 20.0 / 3600, positionAngle: 40)),
        ].compactMap { $0 }
        try #require(pair.count == 3)
        let found = Self.surroundings([]).around(pair, Self.scene, side: { _ in 30 }).sources
        #expect(found[0].map(\.scienceFlux) == [7e4] && found[1].map(\.scienceFlux) == [1e5] && found[2].isEmpty)
        #expect(found[0].first?.templateFlux == 0)
    }

    @Test func `a stamp holds the detection's box, with 30 pixels at the least and 102 at the most`() throws {
        var detection = try #require(try Self.detection(1 << 62, ZTFNight.centre, flux: 20_000))
        let stamps = Self.stamps(hasMasks: true)
        for (box, side) in [(0, 30), (17, 30), (30, 30), (31, 31), (64, 64), (102, 102), (3000, 102)] {
            detection.epoch.measured.footprintSide = Int32(box)
            let beside = StampSource(
                x: detection.epoch.truePixel.x + Double(side) / 2 - 6, y: detection.epoch.truePixel.y,
                scienceFlux: 60_000, templateFlux: 60_000)
            let files = stamps.stamps(of: Self.alert(detection, [beside]))
            for bytes in [files.science, files.template, files.difference].compactMap({ $0 }) {
                let image = try #require(try Stamp(bytes).image)
                #expect(image.width == side && image.height == side && image.variance?.count == side * side)
                let place = detection.epoch.measured.position
                let (x, y) = try #require(image.wcs?.pixel(ra: place.ra, dec: place.dec))
                #expect(abs(x - Double(side - 1) / 2) < 1.001 && abs(y - Double(side - 1) / 2) < 1.001, "\(x) \(y)")
            }
            let image = try #require(try files.science.flatMap { try Stamp($0).image })
            let measured = detection.epoch.measured.pixel
            let middle = Double((side - 1) / 2)
            let (flux, error) = Self.fit(
                image, beside.x - measured.x.rounded() + middle, beside.y - measured.y.rounded() + middle)
            #expect(abs(flux - 60_000) < 5 * error + 600, "\(side) \(flux)")
        }
    }

    @Test func `a neighbour's light is in science and template and gone from the difference`() throws {
        let detection = try #require(try Self.detection(1 << 62, ZTFNight.centre, flux: 20_000))
        let pixel = detection.epoch.truePixel
        let flux = 60_000.0
        let beside = StampSource(x: pixel.x + 9, y: pixel.y - 9, scienceFlux: flux, templateFlux: flux)
        let alert = Self.alert(detection, [beside])
        let stamps = Self.stamps()
        let files = stamps.stamps(of: alert)
        let images = try [files.science, files.difference].compactMap { $0 }.compactMap { try Stamp($0).image }
        try #require(images.count == 2)
        let measured = detection.epoch.measured.pixel
        let place = (x: beside.x - measured.x.rounded() + 14, y: beside.y - measured.y.rounded() + 14)
        let (science, error) = Self.fit(images[0], place.x, place.y)
        #expect(abs(science - flux) < 5 * error + 0.01 * flux, "\(science) \(error)")
        let (rest, restError) = Self.fit(images[1], place.x, place.y)
        #expect(abs(rest) < 5 * restError, "\(rest) \(restError)")
        // All that is left beside the source is noise.
        let variance = try #require(images[1].variance)
        var squares: [Double] = []
        for index in 0..<900 {
            let (dx, dy) = (Double(index % 30) - 14, Double(index / 30) - 14)
            let value = Double(images[1].pixels[index])
            if dx * dx + dy * dy > 100 { squares.append(value * value / Double(variance[index])) }
        }
        let count = Double(squares.count)
        #expect(abs(squares.reduce(0, +) / count - 1) < 5 * (2 / count).squareRoot())
    }

    @Test func `a crowded field's neighbours are as many as the limit says`() {
        let sky = SyntheticSky(seed: 7)
        let cell = SkyCells.grid.pixel(SkyPosition(GalacticPosition(l: 3, b: -3)))
        let area = 36.0 / (3600 * 3600)
        let stars = sky.starCell(cell, brighterThan: 26)
        let limit = stars.limit(density: Surroundings.mostStars / area)
        #expect(limit < 26 && limit > 16, "\(limit)")
    }

    static func alert(_ detection: Seen, _ neighbours: [StampSource], _ artefact: Artefact? = nil) -> AlertTruth {
        AlertTruth(
            key: detection.key, trueClass: "test", kind: .real, host: nil, artefact: artefact, moving: nil,
            epoch: detection.epoch, earlier: [], id: detection.id, objectID: detection.id,
            neighbours: neighbours[...])
    }

    static func stamps(hasMasks: Bool = false) -> AlertStamps {
        AlertStamps(
            seed: 7, visit: season.visits[visit], pointing: season.pointing(visit), model: measurer.model,
            camera: measurer.camera, hasMasks: hasMasks)
    }

    /// The flux of the visit's PSF at a place, over eleven pixels a side, and its error.
    static func fit(_ image: StampImage, _ x: Double, _ y: Double) -> (flux: Double, error: Double) {
        let psf = PointSpread(fwhm: 0.9 / 0.2)
        let (column, row) = (Int(x.rounded()), Int(y.rounded()))
        let profile = psf.image(side: 11, x: x - Double(column), y: y - Double(row))
        var (signal, weight) = (0.0, 0.0)
        for (index, value) in profile.enumerated() {
            let (i, j) = (column + index % 11 - 5, row + index / 11 - 5)
            guard (0..<image.width).contains(i), (0..<image.height).contains(j),
                let variance = image.variance?[j * image.width + i]
            else { continue }
            signal += value * Double(image.pixels[j * image.width + i]) / Double(variance)
            weight += value * value / Double(variance)
        }
        return (signal / weight, 1 / weight.squareRoot())
    }
}
