import AlertModel
import Bytes
import Ephemerides
import Foundation
import Observing
import SkyMath
import Testing

@testable import Simulator

@Suite struct SmallBodyCatalogueTests {
    private static let folder = CatalogueFileTests.folder.appending(path: "asteroids")
    private static let has = FileManager.default.fileExists(atPath: folder.path)

    private static func bytes(_ name: String) throws -> Bytes {
        Bytes([UInt8](try Data(contentsOf: folder.appending(path: name))))
    }

    private static func bodies(_ name: String) throws -> [SmallBody] {
        try SmallBodyFile.bodies(bytes(name), named: name)
    }

    /// JPL's places from Rubin (X05), by the number of the object.
    private static let table = Result {
        let table = try CatalogueFile.table(bytes("jpl_horizons_ephemeris_28x90.csv.gz"), named: "horizons")
        func column(_ name: String) throws -> Int { try table.needed(name) }
        return try (0..<table.rowCount).compactMap { row -> Place? in
            guard try table.text(row: row, column: column("observatory_code")) == "X05" else { return nil }
            func number(_ name: String) throws -> Double {
                try table.neededNumber(row: row, column: table.needed(name))
            }
            return Place(
                object: Int(try number("orbit_id")), name: try table.text(row: row, column: column("targetname")),
                mjdTai: TimeScale.mjdTai(fromMjdUtc: try number("mjd_utc")),
                position: SkyPosition(ra: try number("RA"), dec: try number("DEC")), h: try number("H"))
        }
    }

    private struct Place {
        var object: Int
        var name: String
        var mjdTai: Double
        var position: SkyPosition
        var h: Double
    }

    /// The largest distance to JPL's places, arcsec, of what is found at them.
    private static func worst(_ bodies: [SmallBody], _ places: [Place]) throws -> Double {
        let catalogue = SmallBodyCatalogue(bodies)
        return try places.map { place in
            let night = try CataloguedBodies(catalogue, span: place.mjdTai - 0.2...place.mjdTai + 0.2)
            let packed = PackedDesignation.packed(place.name)
            let found = try night.members(
                within: 0.02, of: place.position, mjdTai: place.mjdTai, brighterThan: 40)
            let body = try #require(found.first { $0.packedDesignation == packed }, "\(place.name)")
            return body.ephemeris.position.separation(to: place.position) * 3600
        }.max() ?? .nan
    }

    /// But for 'Oumuamua, which gas pushes.
    @Test(.enabled(if: has, "the folder TOCSIN_TEST_DATA is absent"), arguments: [0, 5, 6, 9, 10, 12, 18, 21])
    func `a catalogue's bodies are found within an arcsecond of JPL's places`(object: Int) throws {
        let places = try Self.table.get().filter { $0.object == object }
        var body = try Self.bodies("adam_core_28_orbits_with_covariance.json")[object]
        body.absoluteMagnitude = try #require(places.first).h
        let few = [places[0], places[places.count - 1]]
        #expect(try Self.worst([body], few) < 1)
    }

    /// Elements of August 2022; places of 2015 and 2016: the planets move them by up to degrees in between.
    @Test(.enabled(if: has, "the folder TOCSIN_TEST_DATA is absent"), arguments: [12, 13, 18, 19, 20])
    func `elements of seven years later lead to JPL's places as well`(object: Int) throws {
        let place = try #require(Self.table.get().first { $0.object == object })
        let bodies = try Self.bodies("jpl_sbdb_asteroids_kstars_H_sorted.csv")
        let packed = PackedDesignation.packed(place.name)
        let body = try #require(bodies.first { $0.packedDesignation == packed })
        #expect(try Self.worst([body], [place]) < 1)
        var fixed = body
        fixed.orbit.epochMjdTdb = 57_500
        fixed.absoluteMagnitude = 0
        let night = try CataloguedBodies(
            SmallBodyCatalogue([fixed]), span: place.mjdTai - 0.2...place.mjdTai + 0.2)
        let found = try night.members(within: 180, of: place.position, mjdTai: place.mjdTai, brighterThan: 40)
        #expect(try #require(found.first).ephemeris.position.separation(to: place.position) > 1.0 / 60)
    }

    @Test(.enabled(if: has, "the folder TOCSIN_TEST_DATA is absent"))
    func `a field holds the bodies that integrating each of them finds there`() throws {
        let all =
            try Self.bodies("jpl_sbdb_asteroids_kstars_H_sorted.csv").prefix(24)
            + Self.bodies("jpl_sbdb_comets_kstars.csv").filter { $0.orbit.epochMjdTdb > 57_000 }.prefix(4)
        let catalogue = SmallBodyCatalogue(Array(all))
        let night = try CataloguedBodies(catalogue, span: 61_200.0...61_200.3)
        let system = try SolarSystem(span: 56_900...61_300)
        let observer = try Observer(.rubin, mjdTai: 61_200.1, in: system)
        let places = try catalogue.bodies.map { body in
            try observer.ephemeris(
                of: Trajectory(body.orbit.state(), span: 61_199...61_201, in: system)
            ).position
        }
        var found = 0
        for ra in stride(from: 0.0, to: 360, by: 60) {
            let centre = SkyPosition(ra: ra, dec: ra < 180 ? 12 : -12)
            let here = try night.members(within: 30, of: centre, mjdTai: 61_200.1, brighterThan: 60)
            let wanted = places.indices.filter { places[$0].separation(to: centre) <= 30 }
            #expect(here.map(\.body.number) == wanted)
            for (body, number) in zip(here, wanted) {
                #expect(body.ephemeris.position.separation(to: places[number]) * 3600 < 0.01)
            }
            found += here.count
        }
        #expect(found > 12)
    }

    @Test(.enabled(if: has, "the folder TOCSIN_TEST_DATA is absent"))
    func `each kind of file is known by its content`() throws {
        #expect(try Self.bodies("2062_mpcorb_v07.json").map(\.packedDesignation) == ["J76A00A"])
        let comets = try Self.bodies("jpl_sbdb_comets_kstars.csv")
        #expect(comets.first?.packedDesignation == "0001P" && comets.count == 400)
        let sorcha = try SmallBodyFile.adding(
            Self.bytes("sorcha_s3m_mba_1000_physical_SIMULATED.csv"), named: "physical",
            to: Self.bodies("sorcha_s3m_mba_1000_orbits_SIMULATED.csv"))
        #expect(sorcha.count == 1000 && sorcha.allSatisfy { $0.absoluteMagnitude != nil })
    }

    @Test func `bodies without a magnitude and repeated ones are left out, and counted`() throws {
        let orbit = SyntheticPopulation.object(.mainBelt, 0, seed: 1).orbit
        let bodies = [
            SmallBody(designation: "(1) Ceres", orbit: orbit),
            SmallBody(designation: "1 Ceres", orbit: orbit, absoluteMagnitude: 3.3),
            SmallBody(designation: "(1) Ceres", orbit: orbit, absoluteMagnitude: 3.3),
            SmallBody(designation: "S1", orbit: orbit, absoluteMagnitude: 9),
            SmallBody(designation: "S1", orbit: orbit, absoluteMagnitude: 9),
        ]
        let catalogue = SmallBodyCatalogue(bodies)
        #expect(catalogue.bodies.map(\.designation) == ["1 Ceres", "S1", "S1"])
        #expect(catalogue.leftOut == ["no absolute magnitude": 1, "listed before": 1])
        let members = catalogue.bodies.enumerated().map { SolarSystemBody.catalogued($1, $0) }
        #expect(members.map(\.packedDesignation) == ["00001", "K50A00B", "K50A00C"])
        #expect(Set(members.map(\.key)).count == 3 && Set(members.map(\.ssObjectID)).count == 3)
    }

    @Test func `packets name the catalogue's body and have its elements at their own epoch`() throws {
        let bodies = (0..<200).map { number in
            var orbit = SyntheticPopulation.object(.mainBelt, number, seed: 2).orbit
            orbit.epochMjdTdb = 61_100
            return SmallBody(
                designation: "(\(number + 1)) Name", orbit: orbit, absoluteMagnitude: 9, slope: 0.2,
                packedDesignation: PackedDesignation.packed("2010 TK\(number)"),
                fit: OrbitFit(uncertainty: 3, observations: 77, oppositions: 5, arcDays: nil, rmsArcsec: 0.5))
        }
        let time = ZTFNight.visits[4].midpointMjdTai
        let catalogue = SmallBodyCatalogue(bodies)
        let there = try CataloguedBodies(catalogue, span: time - 0.01...time + 0.01)
            .members(within: 100, of: ZTFNight.centre, mjdTai: time, brighterThan: 21)
        let target = try #require(there.first)
        var plan = ZTFNight.plan("11.1")
        (plan.populations, plan.smallBodies) = ([.solarSystem], catalogue)
        plan.visits = [ZTFNight.visits[4]]
        plan.visits?[0].position = target.ephemeris.position.offset(by: 0.3, positionAngle: 40)
        let packets = try NightSimulator(plan).packets(ofVisit: 0)
        let found = try #require(packets.first { $0.objectID == target.ssObjectID })
        #expect(found.trueClass == "mainBelt" && packets.count < 20)
        let link = try #require(try ZTFNight.alerts([found]).first?.movingObject)
        #expect(link.ssObjectID == target.ssObjectID && (link.separationArcsec ?? 9) < 2)
        #expect(SSObjectID.packedDesignation(found.objectID) == target.packedDesignation)
        #expect(try NightSimulator(plan).packets(ofVisit: 0).map(\.bytes) == packets.map(\.bytes))
    }

    @Test func `what is no catalogue of orbits names the file and the place`() {
        for text in ["", "not a catalogue\n", "[1, 2", "full_name,e,a,i,om,w,ma\nx,0.1,2,3,4,5,6\n", "{}"] {
            let error = #expect(throws: SimulatorError.self) {
                try SmallBodyFile.bodies(Bytes(utf8: text), named: "orbits")
            }
            #expect(error?.description.hasPrefix("orbits: ") == true, "\(error?.description ?? "")")
        }
    }
}
