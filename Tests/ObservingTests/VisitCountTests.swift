import Observing
import SkyMath
import SkyModel
import Testing

/// How many variable stars, supernovae and active nuclei a typical r visit detects, against LSST's own estimates.
///
/// DMTN-102 (Graham et al., LSST Alerts: Key Numbers), section "Number of Alerts per Visit": some 1,800 variable stars
/// in an extragalactic and 28,800 in a Galactic field, and some 200 supernovae, of 9.6 square degrees.
@Suite struct VisitCountTests {
    /// Detections of one visit by true class, scaled to its field from a few of its cells.
    ///
    /// - Parameter limit: mean r magnitude of the faintest star.
    private static func detections(l: Double, b: Double, cells wanted: Int, limit: Double) -> [String: Double] {
        var visit = sampleVisit()
        visit.position = SkyPosition(GalacticPosition(l: l, b: b))
        let sky = Sky(SyntheticSky(seed: 11))
        let (model, detector) = (DetectionModel(seed: 11), LSSTCamera().detectors[94])
        let (pointing, pixel) = (Pointing(visit), DetectorPoint(detector: 94, x: 2000, y: 2000))
        let season = visit.startMjdTai - 300..<visit.startMjdTai
        var counts: [String: Double] = [:]
        let cells = SkyCells.cells(SkyCone(centre: visit.position, radius: 1.75)).prefix(wanted)
        for cell in cells {
            for source in sky.sources(cell: cell, brighterThan: limit, season: season) {
                let truth = truth(source, visit)
                let measured = model.measure(truth, in: visit, on: detector, at: pixel, pointing: pointing)
                if measured.isDetected { counts[source.trueClass, default: 0] += 1 }
            }
        }
        return counts.mapValues { $0 * 9.6 / (SkyCells.area * Double(cells.count)) }
    }

    /// The template is the mean of ten exposures of the year that ended 400 days before.
    private static func truth(_ source: SkySource, _ visit: Visit) -> SourceTruth {
        let times = (0..<10).map { visit.startMjdTai - 400 - 36.5 * (Double($0) + 0.5) }
        return SourceTruth(
            key: source.id.rawValue, position: source.position,
            scienceFlux: source.curve.flux(visit.band, mjdTai: visit.midpointMjdTai),
            templateFlux: times.reduce(0) { $0 + source.curve.flux(visit.band, mjdTai: $1) } / 10)
    }

    private static func variables(_ detections: [String: Double]) -> Double {
        detections.reduce(0) { sum, entry in
            VariabilityClass.allCases.contains { "\($0)" == entry.key } ? sum + entry.value : sum
        }
    }

    /// The mean of three longitudes, as fields of the plane differ by a factor of ten. Stars fainter than the limits,
    /// which saves time, add a few in a hundred.
    @Test func `variable stars per visit are within 30 % of DMTN-102's in Galactic fields`() {
        let found: [Double] = [20.0, 60, 120].map { l in
            Self.variables(Self.detections(l: l, b: 5, cells: 1, limit: 23))
        }
        let mean = found.reduce(0, +) / 3
        #expect(abs(mean / 28_800 - 1) < 0.3, "\(found)")
    }

    @Test func `variable stars per visit are within 15 % of DMTN-102's in an extragalactic field`() {
        let found = Self.variables(Self.detections(l: 45, b: 30, cells: 12, limit: 24.2))
        #expect(abs(found / 1_800 - 1) < 0.15, "\(found)")
    }

    @Test func `at the pole fewer variable stars are seen than in DMTN-102's mean extragalactic field`() {
        let found = Self.variables(Self.detections(l: 0, b: 90, cells: 3, limit: 22))
        #expect((100..<1800).contains(found), "\(found)")
    }

    @Test(arguments: [(0.0, 90.0), (45, 30), (120, 60), (250, 50), (200, -40), (300, -60)])
    func `supernovae per visit are within 35 % of DMTN-102's 200`(l: Double, b: Double) {
        let detections = Self.detections(l: l, b: b, cells: 60, limit: 14)
        let found = detections.reduce(0) { $1.key.hasPrefix("supernova") ? $0 + $1.value : $0 }
        #expect(abs(found / 200 - 1) < 0.35, "b \(b): \(found)")
    }

    /// DMTN-102 has 70, a tenth of one million nuclei on 15,000 square degrees. The LSST Science Book (chapter 10) has
    /// more than ten million, of which a tenth are 640 a visit; and of the 1,060 quasars of a field that are brighter
    /// than r = 22 (Palanque-Delabrouille et al. 2016, doi:10.1051/0004-6361/201527392) most have changed by more than
    /// 5 sigma, 0.06 mag at r = 21.5, since a template of years before (MacLeod et al. 2010,
    /// doi:10.1088/0004-637X/721/2/1014).
    @Test func `active nuclei per visit are as many as counts of quasars and their random walks make`() {
        let found = Self.detections(l: 120, b: 60, cells: 4, limit: 24.5)["activeGalaxy", default: 0]
        #expect((640...1_500).contains(found), "\(found)")
    }
}
