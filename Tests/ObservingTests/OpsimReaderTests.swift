import Foundation
import Observing
import SkyMath
import Testing

@Suite struct OpsimReaderTests {
    let reader = OpsimReader(firstNight: ObservingNight(mjd: 61_208))

    static let full: [String: OpsimValue] = [
        "observationId": .integer(2930), "fieldRA": .real(9.2), "fieldDec": .real(-44.07),
        "observationStartMJD": .real(61_213.42204583), "visitExposureTime": .real(30), "band": .text("g"),
        "filter": .text("g_6"), "rotSkyPos": .real(258), "numExposures": .integer(1), "airmass": .real(1.0637),
        "seeingFwhmEff": .real(1.02716), "seeingFwhmGeom": .real(0.89632), "skyBrightness": .real(22.2435),
        "fiveSigmaDepth": .real(24.7749), "night": .integer(6),
    ]

    func read(_ changes: [String: OpsimValue?], of row: [String: OpsimValue] = full) throws(ObservingError) -> Visit {
        var row = row
        for (name, value) in changes { row[name] = value }
        return try reader.visit(row: 17) { row[$0] }
    }

    @Test func `a full row gives its values, with UTC turned to TAI`() throws {
        let visit = try read([:])
        #expect(visit.id == 2930 && visit.band == .g && visit.night == 6 && visit.exposures == 1)
        #expect(abs((visit.startMjdTai - 61_213.42204583) * 86_400 - 37) < 1e-3)
        #expect(visit.airmass == 1.0637 && visit.fiveSigmaDepth == 24.7749 && visit.skyBrightness == 22.2435)
    }

    @Test func `the scheduler's words are carried, and an empty one is none`() throws {
        let told = try read(["target_name": .text("lowdust"), "observation_reason": .text("pairs_gr_33.0")])
        #expect(told.targetName == "lowdust" && told.observationReason == "pairs_gr_33.0")
        let half = try read(["target_name": .text(""), "observation_reason": .text("singles_r")])
        #expect(half.targetName == nil && half.observationReason == "singles_r")
        let bare = try read([:])
        #expect(bare.targetName == nil && bare.observationReason == nil && bare != half)
        #expect(told == (try read(["target_name": .text("lowdust"), "observation_reason": .text("pairs_gr_33.0")])))
    }

    @Test func `a band is read from the filter where there is no band`() throws {
        #expect(try read(["band": nil, "filter": .text("r_03")]).band == .r)
        #expect(try read(["band": .null, "filter": .text("y")]).band == .y)
    }

    @Test func `what is missing is computed and agrees with what was left out`() throws {
        let given = try read([:])
        #expect(abs(try read(["airmass": nil]).airmass - given.airmass) < 0.02)
        #expect(abs(try read(["fiveSigmaDepth": .null]).fiveSigmaDepth - given.fiveSigmaDepth) < 0.05)
        #expect(abs(try read(["skyBrightness": nil]).skyBrightness - given.skyBrightness) < 0.1)
        #expect(abs(try read(["seeingFwhmEff": nil]).seeingFwhmEff - given.seeingFwhmEff) < 0.001)
        #expect(abs(try read(["seeingFwhmGeom": nil]).seeingFwhmGeom - given.seeingFwhmGeom) < 0.001)
        #expect(try read(["night": nil]).night == 5, "the sixth day of the survey by UTC begins after its fifth noon")
        let bare = try read(["skyBrightness": nil, "fiveSigmaDepth": nil, "seeingFwhmEff": nil, "seeingFwhmGeom": nil])
        #expect((20...26).contains(bare.fiveSigmaDepth))
    }

    @Test func `a middle of the exposure is TAI, and so are dates in text`() throws {
        let row = ["observationStartMJD": nil as OpsimValue?, "exp_midpt_mjd": .real(61_226.5)]
        #expect(abs((try read(row).startMjdTai - 61_226.5) * 86_400 + 15) < 1e-3)
        let text: [String: OpsimValue?] = [
            "observationStartMJD": nil, "observationStartDatetime64": .text("2026-07-05T12:00:00"),
        ]
        #expect(abs(try read(text).startMjdTai - 61_226.5) < 1e-9)
    }

    @Test(
        arguments: [
            ("fieldRA", nil), ("fieldDec", .real(-91)), ("band", .text("v")), ("rotSkyPos", .text("x")),
            ("visitExposureTime", .integer(0)), ("numExposures", .real(1.5)), ("observationStartMJD", .real(.infinity)),
            ("airmass", .real(0.2)), ("observationId", .text("a")),
        ] as [(String, OpsimValue?)])
    func `an error names row and column`(column: String, value: OpsimValue?) {
        let error = #expect(throws: ObservingError.self) { try read([column: value]) }
        #expect(error?.row == 17 && error?.column == column)
        #expect(error.map { "\($0)".hasPrefix("row 17, column \(column): ") } ?? false)
    }

    @Test(.enabled(if: RealVisits.has("lsst_nightly_visits_2026-07-05_subset.json"), "needs real visits"))
    func `the observatory's list of a real night reads whole, with plausible depths and seeing`() throws {
        let text = try #require(RealVisits.text("lsst_nightly_visits_2026-07-05_subset.json"))
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        let visits = try rows.enumerated().map { row in try reader.visit(row: row.offset) { jsonValue(row.element[$0]) }
        }
        #expect(visits.count == rows.count && visits.count > 500)
        #expect(visits.allSatisfy { $0.dayObs == 20_260_705 && $0.identifierParts?.dayObs == 20_260_705 })
        #expect(visits.allSatisfy { (15...28).contains($0.fiveSigmaDepth) && $0.seeingFwhmEff > 0.3 })
    }

    private func jsonValue(_ value: Any?) -> OpsimValue? {
        switch value {
        case let text as String: .text(text)
        case let number as NSNumber:
            number.doubleValue == number.doubleValue.rounded() ? .integer(number.int64Value) : .real(number.doubleValue)
        case nil: nil
        default: .null
        }
    }
}
