import AlertModel
import Ephemerides
import Observing
import SkyMath
import SkyModel

/// Finds what a visit detects.
struct VisitAlerts: Sendable {
    let season: Season
    let measurer: Measurer
    let cache: SourceCache
    var bodies: MovingBodies?
    var rates = ArtefactRates()
    /// Nil where the sky has no stars.
    var brightStars: BrightStars?
    /// Nil where the sky has neither stars nor galaxies to be seen.
    var surroundings: Surroundings?
    /// Whether the season has every visit of the survey, so that nothing was detected before.
    var knowsSurveyStart = false
    /// Days of history in a packet.
    var historyDays = 365.0

    /// Detections of a visit, ascending by detector and diaSourceId; the same on any number of threads. Complexity:
    /// O(sources of the field).
    ///
    /// - Parameter stampSide: pixels of the side of a detection's stamp; nil where no stamps are made.
    func detections(
        visit index: Int, _ order: VisitOrder = VisitOrder(), stampSide: StampSide? = nil
    ) throws(SimulatorError) -> VisitDetections {
        let visit = season.visits[index]
        let cells = season.cells(index)
        let earlier = season.near(
            visit.position, radius: Season.fieldRadius, since: visit.startMjdTai - historyDays, until: visit.startMjdTai
        )
        let found = concurrently(cells.count) { detections(in: cache.cell(cells[$0], visit: index), visit: index) }
        let real = found.flatMap(\.self) + (try movers(visit: index))
        let stars = brightStars(visit: index)
        var seen = VisitDetections(visit: index, earlier: earlier, detections: [])
        var wanted = order.widened
        for _ in 0..<Self.mostFillings {
            let (all, isFilled) = filled(real, visit: index, wanted, stars)
            seen = surrounded(all, seen, stampSide)
            let lost = all.count - seen.detections.count
            seen.detections = order.thinned(seen.detections, seed: measurer.model.seed, isFilled: isFilled)
            guard let more = order.alerts(beyond: wanted, found: all.count, lost: lost) else { break }
            wanted.alerts = more
        }
        return seen
    }

    /// Those of `all` that are still detected in the light of what lies beside them, as they are measured in it. Noise only
    /// grows with it, so none is detected anew. Complexity: O(objects near detections).
    private func surrounded(_ all: [Detection], _ visit: VisitDetections, _ stampSide: StampSide?) -> VisitDetections {
        var visit = visit
        visit.around = surroundings?.around(all, scene(visit.visit), side: stampSide)
        let around = visit.around
        visit.detections = concurrently(all.count, share: Self.part) { remeasured(all[$0], place: $0, around) }
            .compactMap(\.self)
        return visit
    }

    /// Nil for what is hidden by the light beside it.
    private func remeasured(_ detection: Detection, place: Int, _ around: Surroundings.Found?) -> Detection? {
        var detection = detection
        detection.place = place
        var light = SurroundingLight(around?.light[place] ?? [])
        detection.truth.surroundingFlux = light.flux(in: season.visits[detection.epoch.visit])
        guard detection.truth.surroundingFlux > 0 else { return detection }
        guard let epoch = measurer.detected(again: detection, in: season) else { return nil }
        detection.epoch = epoch
        return detection
    }

    private func detections(in cell: CellSources, visit index: Int) -> [Detection] {
        let visit = season.visits[index]
        return cell.sources.indices.compactMap { number in
            let source = cell.sources[number]
            guard let sighting = measurer.sighting(source, visit: index, in: season),
                measurer.mayDetect(source, visit: index, in: season)
            else { return nil }
            var truth = SourceTruth(
                key: source.id, position: sighting.position,
                scienceFlux: source.light.flux(visit.band, mjdTai: visit.midpointMjdTai),
                templateFlux: cell.template(of: number, visit.band))
            if source.host != nil {
                guard measurer.mayDetect(truth, visit: index, in: season) else { return nil }
                truth.hostFlux = source.hostFlux(in: visit)
            }
            return measurer.detected(truth, sighting, in: season).map { epoch in
                Detection(
                    key: source.id, trueClass: source.trueClass, kind: .real, source: source, truth: truth,
                    epoch: epoch,
                    id: SourceNumber.id(source.counter, epoch, season), counter: source.counter, serial: source.serial)
            }
        }
    }

    /// What the sky gives with the camera's artefacts, which are drawn again at greater rates where there are too few; of
    /// what is too much a part is left out. Complexity: O(detections), a few times.
    private func filled(
        _ real: [Detection], visit index: Int, _ order: VisitOrder, _ stars: [[BrightStar]]?
    ) -> (detections: [Detection], isFilled: Bool) {
        var (factor, all) = (1.0, [Detection]())
        for _ in 0..<Self.mostFillings {
            let spurious = artefacts(visit: index, order.flood.rates(rates, filling: factor), stars)
            all = Self.ordered(real + spurious)
            let growing = spurious.count { order.flood.grows($0.artefact?.kind.population, filling: factor) }
            let more = order.nextFilling(factor, alerts: all.count, growing: growing)
            guard more > 1 else { break }
            factor *= more
        }
        return (order.thinned(all, seed: measurer.model.seed, isFilled: factor > 1), factor > 1)
    }

    /// Two that fall on one cell of a detector are one detection: the brighter one. So are two with one number, of which there
    /// are some where artefacts are too many.
    static func ordered(_ detections: [Detection]) -> [Detection] {
        brightest(brightest(detections, of: \.blend), of: \.id).sorted {
            ($0.epoch.truePixel.detector, $0.id) < ($1.epoch.truePixel.detector, $1.id)
        }
    }

    private static func brightest<Key: Hashable>(
        _ detections: some Collection<Detection>, of key: (Detection) -> Key
    ) -> Dictionary<Key, Detection>.Values {
        Dictionary(detections.map { (key($0), $0) }) { $0.precedes($1) ? $0 : $1 }.values
    }

    /// A detection with its past. Complexity: O(visits of the year).
    func alert(of detection: Detection, in visit: VisitDetections) -> AlertTruth {
        let light = visit.around?.light[detection.place] ?? []
        let earlier = detection.source.map { past(of: $0, visit.earlier, SurroundingLight(light)) } ?? []
        return AlertTruth(
            key: detection.key, trueClass: detection.trueClass, kind: detection.kind, host: detection.source?.host,
            artefact: detection.artefact, moving: detection.moving, epoch: detection.epoch, earlier: earlier,
            id: detection.id, counter: detection.counter, objectID: objectID(of: detection, earlier),
            explosionMjdTai: detection.source?.light.explosionMjdTai,
            serial: detection.serial, neighbours: visit.around?.sources[detection.place] ?? [])
    }

    /// The number of an object is that of its first detection, as LSST gives it. What was there before the visits that are
    /// known has a number of that form of its own, which tells nothing of what it is.
    private func objectID(of detection: Detection, _ earlier: [Epoch]) -> Int64 {
        if let body = detection.moving { return body.ssObjectID }
        guard let source = detection.source else { return detection.id }
        let known = season.visits[detection.epoch.visit].startMjdTai - historyDays
        guard knowsSurveyStart || source.light.explosionMjdTai ?? 0 > known else {
            return SourceNumber.long(known: source.id)
        }
        return earlier.first(where: \.measured.isDetected).map {
            SourceNumber.id(detection.counter, $0, season)
        } ?? detection.id
    }

    private func scene(_ index: Int) -> StampScene {
        StampScene(
            visit: season.visits[index], pointing: season.pointing(index), depth: season.depth(index),
            model: measurer.model, camera: measurer.camera)
    }

    private func past(of source: VariableSource, _ visits: [Int], _ around: SurroundingLight) -> [Epoch] {
        let curve = source.light.whole
        var around = around
        var templates = EarlierTemplates(curve)
        var host = source.hostLight
        return visits.compactMap { index in
            guard let sighting = measurer.sighting(source, visit: index, in: season) else { return nil }
            let visit = season.visits[index]
            let (band, time) = (visit.band, visit.midpointMjdTai)
            let held = templates.flux(band, mjdTai: time)
            var truth = SourceTruth(
                key: source.id, position: sighting.position, scienceFlux: curve.flux(band, mjdTai: time),
                templateFlux: held)
            truth.hostFlux = host?.flux(in: visit) ?? 0
            truth.surroundingFlux = around.flux(in: visit)
            return measurer.forced(truth, sighting, in: season)
        }
    }
}

extension VisitAlerts {
    /// What the camera shows and the sky does not have: each an alert of its own, without a past.
    private func artefacts(visit index: Int, _ rates: ArtefactRates, _ stars: [[BrightStar]]?) -> [Detection] {
        let generator = ArtefactGenerator(seed: measurer.model.seed, rates: rates)
        let scene = self.scene(index)
        return measurer.camera.detectors.flatMap { detector in
            generator.artefacts(in: season.visits[index], on: detector, near: stars?[detector.number] ?? [])
                .enumerated().compactMap { detection(of: $1, number: $0, on: detector, visit: index, scene) }
        }
    }

    private func detection(
        of artefact: Artefact, number: Int, on detector: Detector, visit index: Int, _ scene: StampScene
    ) -> Detection? {
        let key = Self.artefactKey | UInt64(detector.number) << 32 | UInt64(number)
        let counter = DetectorCounter.artefact(number)
        let point = detector.focalPoint(x: artefact.pixel.x, y: artefact.pixel.y)
        let truth = Self.truth(of: artefact, key, season.pointing(index).position(point), scene)
        guard let sighting = measurer.sighting(truth.position, visit: index, in: season),
            let epoch = measurer.detected(truth, sighting, in: season)
        else {
            return nil
        }
        return Detection(
            key: key, trueClass: "\(artefact.kind)", kind: .artefact(artefact.kind), artefact: artefact,
            truth: truth, epoch: epoch, id: SourceNumber.id(counter, epoch, season), counter: counter,
            serial: ZTFObjectName.artefact(number, detector: detector.number))
    }

    private func brightStars(visit index: Int) -> [[BrightStar]]? {
        guard rates.dipolePerStar > 0 else { return nil }
        return brightStars?.onDetectors(season.cells(index), scene(index), rates)
    }

    /// The light at an artefact's place; a dipole's is the star's and what the lobes leave there of each other.
    private static func truth(
        of artefact: Artefact, _ key: UInt64, _ place: SkyPosition, _ scene: StampScene
    ) -> SourceTruth {
        let still = artefact.kind == .dipole ? artefact.star?.flux ?? 0 : 0
        let extent = scene.extent(of: artefact)
        let flux = artefact.flux / (extent?.psfShare ?? 1)
        var truth = SourceTruth(
            key: key, position: place, scienceFlux: still + max(flux, 0), templateFlux: still + max(-flux, 0))
        (truth.dipole, truth.extent) = (artefact.dipole, extent)
        truth.isInGlintTrain = artefact.kind == .glintTrain && artefact.isMarked
        return truth
    }

    /// Small bodies: each detection stands alone, and is linked to its orbit.
    private func movers(visit index: Int) throws(SimulatorError) -> [Detection] {
        guard let bodies else { return [] }
        let visit = season.visits[index]
        let members = try bodies.members(
            within: Season.fieldRadius, of: visit.position, mjdTai: visit.midpointMjdTai,
            brighterThan: visit.fiveSigmaDepth + 1.5)
        let scene = self.scene(index)
        var counts = [Int](repeating: 0, count: measurer.camera.detectors.count)
        return members.enumerated().compactMap { number, body in
            var truth = SourceTruth(
                key: body.key, position: body.ephemeris.position, scienceFlux: body.flux(visit.band), templateFlux: 0)
            guard let sighting = measurer.sighting(truth.position, visit: index, in: season) else { return nil }
            truth.extent = scene.extent(of: body, on: sighting.detector, at: sighting.pixel)
            let counter = DetectorCounter.body(counts[sighting.detector.number])
            counts[sighting.detector.number] += 1
            guard let epoch = measurer.detected(truth, sighting, in: season) else { return nil }
            return Detection(
                key: body.key, trueClass: body.body.trueClass, kind: .real, moving: body, truth: truth, epoch: epoch,
                id: SourceNumber.id(counter, epoch, season), counter: counter, serial: ZTFObjectName.body(number))
        }
    }

    /// Detections that one thread measures again at a time.
    private static let part = 500
    /// Twice is the rule, once more where dipoles were common.
    private static let mostFillings = 6

    /// No source of the sky has this bit.
    private static let artefactKey: UInt64 = 1 << 63
}
