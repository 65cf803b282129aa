import AlertModel
import Bytes
import Observing
import SkyMath
import Testing

@testable import Simulator

@Suite struct SchemaVersionTests {
    /// One source seen twice, told in `version`.
    private static func alert(_ version: String, moving: MovingBody? = nil) throws -> Alert {
        try #require(try AlertDecoder().decode(packet(version, moving: moving)).first)
    }

    private static func packet(_ version: String, moving: MovingBody? = nil) throws -> Bytes {
        let measurer = Measurer(seed: 7)
        let season = Season(ZTFNight.visits, measurer.model)
        let truth = SourceTruth(
            key: 5, position: ZTFNight.centre.offset(by: 0.03, positionAngle: 100), scienceFlux: 20_000, templateFlux: 0
        )
        let epochs = try [3, 4].map { try #require(measurer.epoch(truth, visit: $0, in: season)) }
        let ids = epochs.map { SourceNumber.id(0, $0, season) }
        let alert = AlertTruth(
            key: 5, trueClass: "test", kind: .real, host: nil, artefact: nil, moving: moving, epoch: epochs[1],
            earlier: moving == nil ? [epochs[0]] : [], id: ids[1],
            objectID: moving?.ssObjectID ?? ids[0])
        let maker = try PacketMaker(plan: ZTFNight.plan(version), season: season, measurer: measurer)
        return try maker.packet(alert, season.visits[4], dueSeconds: 0, nil, maker.rows()).bytes
    }

    static let versions = SchemaDirectory().ids.filter { $0 != SchemaDirectory.ztfID }.map { "\($0 / 100).\($0 % 100)" }

    @Test(arguments: versions) func `every version of LSST's schemas tells the same alert`(version: String) throws {
        let (alert, latest) = (try Self.alert(version), try Self.alert("11.1"))
        #expect(alert.schemaVersion.hasPrefix(version.prefix(1)) && alert.id == latest.id)
        #expect(alert.objectID == latest.objectID && alert.source.psfFlux == latest.source.psfFlux)
        #expect(alert.history.map(\.id) == latest.history.map(\.id) && alert.history.count == 1)
        #expect(alert.forced.map(\.psfFlux) == latest.forced.map(\.psfFlux))
        #expect(alert.object?.ra == latest.object?.ra)
    }

    @Test(arguments: versions) func `every version tells a small body's alert`(version: String) throws {
        let body = try #require(try ZTFNight.body.get())
        let alert = try Self.alert(version, moving: body)
        #expect(alert.objectID.kind == .solarSystem && alert.objectID.key == body.ssObjectID && alert.object == nil)
    }

    @Test(arguments: ["8.0", "9.0"])
    func `earlier versions tell a small body's velocity in au a day, later ones in kilometres a second`(
        version: String
    ) throws {
        let body = try #require(try ZTFNight.body.get())
        func source(_ version: String) throws -> PacketFields {
            try #require(try PacketFields(lsst: Self.packet(version, moving: body))?.record("ssSource"))
        }
        let (earlier, later) = (try source(version), try source("11.1"))
        let kilometresPerSecond = 149_597_870.7 / 86_400
        for (old, new) in [("heliocentric", "helio"), ("topocentric", "topo")] {
            for axis in ["x", "y", "z"] {
                let place = try #require(earlier.number("\(old)\(axis.uppercased())"))
                #expect(place == later.number("\(new)_\(axis)"))
                let velocity = try #require(earlier.number("\(old)V\(axis.uppercased())"))
                let told = try #require(later.number("\(new)_v\(axis)"))
                #expect(abs(velocity * kilometresPerSecond - told) < 1e-5 * abs(told) + 1e-6, "\(velocity) \(told)")
            }
        }
        #expect(earlier.number("eclipticLambda") == later.number("eclLambda"))
        #expect(earlier.number("heliocentricDist") == later.number("helioRange"))
        #expect(earlier.number("predictedVMagnitude") == later.number("ephVmag"))
    }
}
