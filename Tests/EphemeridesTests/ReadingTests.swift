import Ephemerides
import Foundation
import SkyMath
import Testing

@Suite struct ReadingTests {
    /// A line as the Minor Planet Center's format description has it, with numbers of our own.
    static let mpcorb: String = {
        var line = [UInt8](repeating: 32, count: 202)
        func put(_ text: String, _ column: Int) {
            line.replaceSubrange(column - 1..<column - 1 + text.utf8.count, with: text.utf8)
        }
        put("00001", 1); put(" 3.34", 9); put(" 0.15", 15); put("K25B4", 21); put(" 12.34567", 27); put(" 73.50000", 38)
        put(" 80.25000", 49); put(" 10.58000", 60); put("0.0790000", 71); put("0.21420000", 81); put(" 2.7660000", 93)
        put("(1) Ceres", 167)
        return String(decoding: line, as: UTF8.self)
    }()

    @Test func `A line of MPCORB is read by its columns`() throws {
        let body = try SmallBody.body(mpcorb: Self.mpcorb)
        #expect(body.designation == "(1) Ceres")
        #expect(body.absoluteMagnitude == 3.34)
        #expect(body.slope == 0.15)
        #expect(body.orbit.epochMjdTdb == 60983)
        let kepler = try #require(KeplerianElements(body.orbit))
        #expect(abs(kepler.a - 2.766) < 1e-12)
        #expect(abs(kepler.meanAnomaly - 12.34567) < 1e-9)
        #expect(kepler.inclination == 10.58)
    }

    @Test func `MPCORB's packed name and fit are kept`() throws {
        var line = Array(Self.mpcorb.utf8)
        for (text, column) in [("3", 106), (" 1234", 118), (" 12", 124), ("  41 days", 128), ("0.55", 138)] {
            line.replaceSubrange(column - 1..<column - 1 + text.utf8.count, with: text.utf8)
        }
        let body = try #require(try SmallBody.bodies(mpcorb: line + [13, 10]).first)
        #expect(body.packedDesignation == "00001")
        #expect(
            body.fit
                == OrbitFit(uncertainty: 3, observations: 1234, oppositions: 12, arcDays: 41, rmsArcsec: 0.55))
    }

    @Test func `the list of all orbits in JSON is read`() throws {
        let text = """
            [{"Number": "(1)", "Name": "Ceres", "Principal_desig": "A801 AA", "Epoch": 2461000.5, "M": 231.5, "Peri": 73.3,
            "Node": 80.25, "i": 10.59, "e": 0.0796, "a": 2.766, "H": 3.34, "G": 0.15, "U": "0", "Num_obs": 7300,
            "Num_opps": 125, "rms": 0.65}, {"Principal_desig": "2010 TK7", "Epoch": 2461000.5, "M": 1, "Peri": 45,
            "Node": 96, "i": 20, "e": 0.19, "a": 1.0}]
            """
        let bodies = try SmallBody.bodies(json: text)
        #expect(bodies.map(\.packedDesignation) == ["I01A00A", "K10T07K"])
        #expect(bodies.map(\.designation) == ["(1) Ceres (A801 AA)", "2010 TK7"])
        #expect(bodies[0].orbit.epochMjdTdb == 61_000 && bodies[0].fit?.observations == 7300)
        #expect(abs(bodies[0].orbit.q - 2.766 * (1 - 0.0796)) < 1e-12 && bodies[1].absoluteMagnitude == nil)
    }

    @Test(arguments: [("K25B4", 60983), ("J9611", 50083), ("J961A", 50092), ("K01AV", 52213), ("I9011", 11368)])
    func `Packed epochs unpack`(text: String, mjd: Int) { #expect(PackedEpoch.mjd(text) == mjd) }

    @Test(arguments: ["", "K25B", "K25B44", "925B4", "K2XB4", "K25D4", "K2520", "K252V", "k25b4", "K25\u{e9}"])
    func `What is not a packed epoch is none`(text: String) { #expect(PackedEpoch.mjd(text) == nil) }

    @Test func `An error names the line and the column`() {
        let bad = "head\n----------\n\(Self.mpcorb)\n\(Self.mpcorb.replacing("10.58000", with: "10.5x000"))\n"
        #expect { try SmallBody.bodies(mpcorb: bad) } throws: { error in
            let error = error as? EphemerisError
            return error?.line == 4 && error?.column == 60 && error?.reason == .badText
        }
        #expect { try SmallBody.bodies(csv: "full_name,epoch_mjd,e,a,i,om,w,ma\nA,59800,0.1,2,x,1,2,3\n") } throws: {
            ($0 as? EphemerisError).map { [$0.line, $0.column] } == [2, 5]
        }
        #expect { try SmallBody.bodies(json: "[\n {]") } throws: {
            ($0 as? EphemerisError).map { [$0.line, $0.column] } == [2, 3]
        }
    }

    @Test func `Quoted fields, empty magnitudes and hyperbolas are read from CSV`() throws {
        let text =
            "\"full_name\",epoch.mjd,q,e,i,w,om,tp,H,M1\r\n"
            + "\"Comet \"\"X\"\", long\",59000,0.5,1.2,3,4,5,2459001.5,,7.5\r\n"
        let body = try #require(try SmallBody.bodies(csv: text).first)
        #expect(body.designation == "Comet \"X\", long")
        #expect(body.absoluteMagnitude == 7.5)
        #expect(body.slope == nil)
        #expect(body.orbit.perihelionMjdTdb == 59001)
    }

    @Test func `Orbits that cannot be are refused with their line`() {
        #expect { try SmallBody.bodies(csv: "full_name,epoch_mjd,e,a,i,om,w,ma\nA,59800,1.1,2,1,1,2,3\n") } throws: {
            let error = $0 as? EphemerisError
            return error?.reason == .notAnOrbit && error?.line == 2
        }
    }

    /// Texts that are read, each by its reader.
    static let samples: [(text: String, read: @Sendable (String) throws -> Void)] = [
        (mpcorb + "\n" + mpcorb, { _ = try SmallBody.bodies(mpcorb: $0) }),
        (
            "ObjID,FORMAT,x,y,z,xdot,ydot,zdot,epochMJD_TDB\nS1,CART,2.1,2.2,-0.5,-0.0069,0.0066,-0.0006,54800.0\n",
            { _ = try SmallBody.bodies(csv: $0) }
        ),
        (
            "full_name,epoch_mjd,e,a,i,om,w,ma,H,G\n\"1 Ceres\",59800,.0786,2.766,10.5,80.2,73.5,334.3,3.33,0.12\n",
            { _ = try SmallBody.bodies(csv: $0) }
        ),
        (
            """
            [{"orbit_id": "0", "object_id": "a\\u00e9\\ud83d\\ude00", "coordinates": {"x": 0.2, "y": -0.48, "z": -0.14,
            "vx": 0.0225, "vy": 0.0052, "vz": 7e-4, "time": {"days": 59091, "nanos": 0}, "origin": {"code": "SUN"}}}]
            """, { _ = try SmallBody.bodies(json: $0) }
        ),
        (
            #"{"X05": {"Longitude": 289.2, "cos": 0.86, "sin": -0.5, "Name": "R"}, "250": {"Name": "H"}}"#,
            { _ = try Observatory.observatories(mpcJSON: $0) }
        ),
    ]

    @Test(arguments: samples.indices)
    func `The samples are read as they stand`(index: Int) throws {
        try Self.samples[index].read(Self.samples[index].text)
    }

    @Test(arguments: samples.indices)
    func `Mutated text is read or refused, never fatal`(index: Int) {
        let sample = Self.samples[index]
        var draws = Draws(seed: 5, UInt64(index))
        var refused = 0
        for _ in 0..<400 {
            var bytes = Array(sample.text.utf8)
            for _ in 0...Int(draws.uniform() * 4) {
                let at = Int(draws.uniform() * Double(bytes.count))
                switch draws.next() % 4 {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: draws.next())
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(UInt8(ascii: "9"), at: at)
                default: bytes.removeSubrange(at...)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            do { try sample.read(String(decoding: bytes, as: UTF8.self)) } catch {
                #expect(error is EphemerisError)
                refused += 1
            }
        }
        #expect(refused > 20)
    }

    @Test func `Lines may end as on Windows`() throws {
        let text = "head\r\n----------\r\n\(Self.mpcorb)\r\n\r\n\(Self.mpcorb)\r\n"
        #expect(try SmallBody.bodies(mpcorb: text).map(\.designation) == ["(1) Ceres", "(1) Ceres"])
    }

    @Test func `Deep nesting is refused`() {
        #expect(throws: EphemerisError.self) {
            try SmallBody.bodies(json: String(repeating: "[", count: 100_000))
        }
    }
}

@Suite(.enabled(if: TestData.isPresent, "the folder of real orbits (TOCSIN_TEST_DATA) is absent"))
struct RealFileTests {
    private func first(_ count: Int, of name: String) throws -> String {
        try TestData.text(name).split(whereSeparator: \.isNewline).prefix(count + 1).joined(separator: "\n")
    }

    @Test func `JPL's asteroids and comets are read`() throws {
        let asteroids = try SmallBody.bodies(csv: first(300, of: "jpl_sbdb_asteroids_kstars_H_sorted.csv"))
        #expect(asteroids.count == 300)
        let ceres = try #require(asteroids.first { $0.designation.hasPrefix("1 Ceres") })
        #expect(abs(ceres.orbit.q - 2.549063861972717) < 1e-9)
        let comets = try SmallBody.bodies(csv: first(100, of: "jpl_sbdb_comets_kstars.csv"))
        #expect(comets.count == 100)
        #expect(comets.first?.orbit.inclination == 162.262690579161)
    }

    @Test func `Sorcha's orbits and magnitudes are read and belong together`() throws {
        let orbits = try SmallBody.bodies(csv: first(100, of: "sorcha_s3m_mba_1000_orbits_SIMULATED.csv"))
        let bodies = try SmallBody.adding(
            sorchaPhysical: first(100, of: "sorcha_s3m_mba_1000_physical_SIMULATED.csv"), to: orbits)
        #expect(bodies.count == 100)
        #expect(bodies.first?.absoluteMagnitude == 17.88)
        #expect(bodies.allSatisfy { $0.orbit.eccentricity < 0.6 && $0.orbit.q > 1 && $0.slope == 0.15 })
    }

    @Test func `The Minor Planet Center's JSON orbits agree with its own Cartesian ones`() throws {
        let aten = try #require(try SmallBody.bodies(json: TestData.text("2062_mpcorb_v07.json")).first)
        #expect(aten.designation == "Aten")
        #expect(aten.absoluteMagnitude == 17.108)
        let expected = Vector3(-0.405210462038483, 1.02101070117915, 0.0204187447080962)
        let state = try aten.orbit.state()
        #expect((state.position - Ecliptic.toEquatorial(expected)).length < 1e-6)
        #expect(
            try SmallBody.bodies(json: TestData.text("2012HN13_mpcorb_yarkovsky.json")).first?.designation
                == "2012 HN13")
    }

    @Test func `The list of observatories holds those that are built in`() throws {
        let text = try TestData.text("mpc_obscodes_extended_2026-10-17.json")
        let all = try Observatory.observatories(mpcJSON: text)
        #expect(all["X05"] == .rubin)
        #expect(all["W84"] == .cerroTololo)
        #expect(all["250"] == nil)
        #expect(all.count > 2000)
    }
}
