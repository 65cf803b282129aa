import AlertModel
import Observing
import SkyMath

@testable import Simulator

/// A field seen in several bands over six weeks, and again in the last night.
enum ZTFNight {
    static let night = ObservingNight(mjd: 61_200)
    static let centre = SkyPosition(ra: 150, dec: -30)
    /// Days before the night, by band: one too long ago for a packet's list, one in a band that ZTF lacks.
    static let earlier: [(days: Double, band: Passband)] = [(40, .r), (20, .g), (10, .z), (5, .i)]

    static func visit(_ number: Int, mjdTai: Double, _ band: Passband) -> Visit {
        let dayObs = ObservingNight(mjdTai: mjdTai)?.dayObs ?? 0
        return Visit(
            id: Int64(dayObs) * 100_000 + Int64(number), position: centre, rotSkyPos: 0, startMjdTai: mjdTai,
            exposureSeconds: 30, exposures: 1, band: band, airmass: 1.1, seeingFwhmEff: 0.9, seeingFwhmGeom: 0.8,
            skyBrightness: 21, fiveSigmaDepth: 24, night: 1)
    }

    static let visits: [Visit] = {
        let start = night.mjdTai.lowerBound + 0.6
        let past = earlier.enumerated().map { visit($0.offset + 1, mjdTai: start - $0.element.days, $0.element.band) }
        let bands: [Passband] = [.r, .g, .u]
        return past
            + bands.enumerated().map { visit($0.offset + 10, mjdTai: start + Double($0.offset) / 1440, $0.element) }
    }()

    static func plan(_ version: String) -> NightPlan {
        var plan = NightPlan(night: night)
        (plan.seed, plan.faintest, plan.schemaVersion, plan.visits) = (7, 16, version, visits)
        plan.hasStamps = false
        plan.populations.remove(.solarSystem)
        return plan
    }

    static let simulator = Result { () throws(SimulatorError) in try NightSimulator(plan("ztf-4.02")) }
    static let lsst = Result { () throws(SimulatorError) in try NightSimulator(plan("11.1")) }
    /// Of the r visit and the g visit after it.
    static let first = Result { () throws(SimulatorError) in try simulator.get().packets(ofVisit: 0) }
    static let second = Result { () throws(SimulatorError) in try simulator.get().packets(ofVisit: 1) }

    /// Of some large asteroid in that half of the sky, at the time of the r visit.
    static let body = Result { () throws(SimulatorError) in
        let time = visits[4].midpointMjdTai
        let limits = SyntheticBodies.Limits(mainBelt: 12, nearEarth: 12, jupiterTrojans: 8, transneptunian: 3)
        let synthetic = try SyntheticBodies(seed: 3, limits: limits, span: time - 0.01...time + 0.01)
        let bodies = MovingBodies(synthetic: synthetic)
        return try bodies.members(within: 90, of: centre, mjdTai: time, brighterThan: 30).first
    }

    static func alerts(_ packets: [IssuedPacket]) throws -> [Alert] {
        let decoder = AlertDecoder()
        return try packets.flatMap { try decoder.decode($0.bytes) }
    }
}

extension Measurer {
    /// What a visit detects of `truth`, or measures there where it detects nothing; nil beside the camera.
    func epoch(_ truth: SourceTruth, visit: Int, in season: Season) -> Epoch? {
        sighting(truth.position, visit: visit, in: season).map { sighting in
            detected(truth, sighting, in: season) ?? forced(truth, sighting, in: season)
        }
    }
}
