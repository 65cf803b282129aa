import Foundation
import Observing
import Simulator
import SkyMath

/// A night of one visit near the Galaxy's middle, after a year in which the field was seen every fourth night.
enum CrowdedField {
    static func plan(latitude: Double = -8.5) throws -> NightPlan {
        let night = 61_200
        var plan = NightPlan(night: ObservingNight(mjd: night))
        let position = SkyPosition(GalacticPosition(l: 1, b: latitude))
        let earlier = (1...91).reversed().map { visit(Double(night - 4 * $0) + 1.1, position, band: $0 % 6) }
        plan.visits = earlier + [visit(Double(night) + 1.1, position, band: 2)]
        return plan
    }

    private static func visit(_ mjdTai: Double, _ position: SkyPosition, band: Int) -> Visit {
        let dayObs = ObservingNight(mjdTai: mjdTai)?.dayObs ?? 0
        return Visit(
            id: Int64(dayObs) * 100_000 + 1, position: position, rotSkyPos: 0, startMjdTai: mjdTai, exposureSeconds: 30,
            exposures: 1, band: Passband.allCases[band], airmass: 1.1, seeingFwhmEff: 0.8, seeingFwhmGeom: 0.7,
            skyBrightness: 21, fiveSigmaDepth: 24.2, night: Int(mjdTai))
    }
}
