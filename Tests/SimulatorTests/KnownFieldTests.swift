import AlertModel
import Ephemerides
import Observing
import SkyMath
import Testing

@testable import Simulator

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Fields whose values the simulator knows.
@Suite struct KnownFieldTests {
    private static let measurer = Measurer(seed: 7)
    private static let season = Season(ZTFNight.visits, measurer.model)

    private static func alert(_ number: UInt64, moving: MovingBody? = nil) throws -> AlertTruth {
        let place = ZTFNight.centre.offset(by: 0.03, positionAngle: 100)
        let truth = SourceTruth(key: number, position: place, scienceFlux: 20_000, templateFlux: 0)
        let epochs = try [3, 4].map { try #require(measurer.epoch(truth, visit: $0, in: season)) }
        let ids = epochs.map { SourceNumber.id(0, $0, season) }
        return AlertTruth(
            key: number, trueClass: "test", kind: .real, host: nil, artefact: nil, moving: moving, epoch: epochs[1],
            earlier: moving == nil ? [epochs[0]] : [], id: ids[1], objectID: moving?.ssObjectID ?? ids[0])
    }

    private static func issued(_ alert: AlertTruth, _ visit: Visit) throws -> IssuedPacket {
        let maker = try PacketMaker(plan: ZTFNight.plan("11.1"), season: season, measurer: measurer)
        return try maker.packet(alert, visit, dueSeconds: 0, nil, maker.rows())
    }

    @Test func `a forced record has the same place in every packet, that of the newest detection then`() throws {
        var alert = try Self.alert(5)
        let first = try #require(try PacketFields(lsst: try Self.issued(alert, ZTFNight.visits[4]).bytes))
        let truth = SourceTruth(
            key: 5, position: ZTFNight.centre.offset(by: 0.03, positionAngle: 100), scienceFlux: 20_000, templateFlux: 0
        )
        alert.earlier.append(alert.epoch)
        alert.epoch = try #require(Self.measurer.epoch(truth, visit: 5, in: Self.season))
        let second = try #require(try PacketFields(lsst: try Self.issued(alert, ZTFNight.visits[5]).bytes))
        let records = [first, second].map { $0.list("prvDiaForcedSources") }
        #expect(records.map(\.count) == [1, 2])
        for field in ["diaForcedSourceId", "ra", "dec", "psfFlux"] {
            #expect(records[0].first?.number(field) == records[1].first?.number(field))
        }
        let detections = second.list("prvDiaSources")
        #expect(records[1].map { $0.number("ra") } == detections.map { $0.number("ra") })
    }

    @Test func `pixels of the PSF's image beside the detector do not count`() throws {
        let alert = try Self.alert(5)
        func pixels(x: Double, y: Double) throws -> Double? {
            var cut = alert
            (cut.epoch.measured.pixel.x, cut.epoch.measured.pixel.y) = (x, y)
            if min(x, y) < 20 { cut.epoch.measured.flags.insert(.psfTruncated) }
            let packet = try Self.issued(cut, ZTFNight.visits[4])
            return try PacketFields(lsst: packet.bytes)?.record("diaSource")?.number("psfNdata")
        }
        #expect(try pixels(x: 20.2, y: 2000) == 41 * 41)
        #expect(try pixels(x: 3.2, y: 2000) == 24 * 41)
        #expect(try pixels(x: 3.2, y: -0.4) == 24 * 21)
    }

    @Test func `the scheduler's words are in the packets of its visits`() throws {
        var visit = ZTFNight.visits[4]
        visit.setLabels(targetName: "lowdust", observationReason: "pairs_gr_33.0")
        let told = try #require(try PacketFields(lsst: try Self.issued(try Self.alert(5), visit).bytes))
        #expect(told.text("target_name") == "lowdust" && told.text("observation_reason") == "pairs_gr_33.0")
        let bare = try #require(
            try PacketFields(lsst: try Self.issued(try Self.alert(5), ZTFNight.visits[4]).bytes))
        #expect(bare.text("target_name") == nil && bare.text("observation_reason") == nil)
    }

    @Test func `the true place is the sky's, the measured one scatters about it by its errors`() throws {
        let place = ZTFNight.centre.offset(by: 0.03, positionAngle: 100)
        var pulls: [Double] = []
        for number in UInt64(0)..<400 {
            let packet = try Self.issued(try Self.alert(number), ZTFNight.visits[4])
            #expect(packet.truePosition.separation(to: place) * 3600 < 1e-6)
            let error = try #require(try PacketFields(lsst: packet.bytes)?.record("diaSource")?.number("decErr"))
            pulls.append((packet.position.dec - packet.truePosition.dec) / error)
            if number == 0 {
                let row = LedgerRow(packet, withheldBy: [], visitNumber: 1, startMs: 0)
                #expect(row.position == packet.truePosition)
            }
        }
        let count = Double(pulls.count)
        let mean = pulls.reduce(0, +) / count
        let sigma = (pulls.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        #expect(abs(mean) < 0.2 && abs(sigma - 1) < 0.15, "\(mean) \(sigma)")
    }

    private static func length(_ fields: PacketFields, _ names: [String]) throws -> Double {
        try names.reduce(0.0) { $0 + (try #require(fields.number($1))) * (fields.number($1) ?? 0) }.squareRoot()
    }

    @Test func `a small body's vectors, ranges, rates and offsets agree, and its elements are Kepler's`() throws {
        let body = try #require(try ZTFNight.body.get())
        let packet = try #require(
            try PacketFields(lsst: try Self.issued(try Self.alert(5, moving: body), ZTFNight.visits[4]).bytes))
        let seen = try #require(packet.record("ssSource"))
        let number = { (name: String) in try #require(seen.number(name)) }
        for (kind, range) in [("helio", "helioRange"), ("topo", "topoRange")] {
            let distance = try Self.length(seen, ["\(kind)_x", "\(kind)_y", "\(kind)_z"])
            #expect(abs(distance / (try number(range)) - 1) < 1e-5)
            let speed = try Self.length(seen, ["\(kind)_vx", "\(kind)_vy", "\(kind)_vz"])
            #expect(abs(speed / (try number("\(kind)_vtot")) - 1) < 1e-5)
            var radial = 0.0
            for axis in ["x", "y", "z"] { radial += try number("\(kind)_\(axis)") * number("\(kind)_v\(axis)") }
            #expect(abs(radial / distance - (try number("\(range)Rate"))) < 1e-3)
        }
        let direction = UnitVector(x: try number("topo_x"), y: try number("topo_y"), z: try number("topo_z")).position
        let predicted = SkyPosition(ra: try number("ephRa"), dec: try number("ephDec"))
        #expect(direction.separation(to: predicted) < 1e-4)
        let (east, north) = (try number("ephOffsetRa"), try number("ephOffsetDec"))
        let (along, across) = (try number("ephOffsetAlongTrack"), try number("ephOffsetCrossTrack"))
        let offset = try number("ephOffset")
        #expect(abs((east * east + north * north).squareRoot() / offset - 1) < 1e-5)
        #expect(abs((along * along + across * across).squareRoot() / offset - 1) < 1e-5)
        let rate = try number("ephRate")
        let expected = (east * (try number("ephRateRa")) + north * (try number("ephRateDec"))) / rate
        #expect(abs(along / offset - expected / offset) < 1e-4)

        let orbit = try #require(packet.record("mpc_orbits"))
        let element = { (name: String) in try #require(orbit.number(name)) }
        let (a, motion) = (try element("a"), try element("mean_motion"))
        #expect(abs(motion * (a * a * a).squareRoot() / 0.985_607_7 - 1) < 1e-5)
        #expect(abs(try element("period") * motion - 360) < 1e-6)
        let turns = (try element("mean_anomaly") - motion * (element("epoch_mjd") - element("peri_time"))) / 360
        #expect(abs(turns - turns.rounded()) < 1e-6)
        // The energy integral, in km/s: k is 29.784692 au^1/2 km/s.
        let energy = 29.784_692 * 29.784_692 * (2 / (try number("helioRange")) - 1 / a)
        #expect(abs(energy.squareRoot() / (try number("helio_vtot")) - 1) < 1e-4)
    }

    @Test func `the distance changes as the range rate says`() throws {
        let time = ZTFNight.visits[4].midpointMjdTai
        let limits = SyntheticBodies.Limits(mainBelt: 11, nearEarth: 11, jupiterTrojans: 8, transneptunian: 3)
        let bodies = MovingBodies(
            synthetic: try SyntheticBodies(seed: 3, limits: limits, span: time - 0.02...time + 0.02))
        func seen(_ shift: Double) throws -> [UInt64: MovingBody] {
            let found = try bodies.members(
                within: 60, of: ZTFNight.centre, mjdTai: time + shift, brighterThan: 30)
            return Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0) })
        }
        let (before, now, after) = (try seen(-0.01), try seen(0), try seen(0.01))
        var compared = 0
        for (key, body) in now {
            guard let first = before[key], let last = after[key], let motion = body.motion else { continue }
            let rate = (last.ephemeris.observerDistance - first.ephemeris.observerDistance) / 0.02
            #expect(abs(rate - motion.topo.radialVelocity) < 3e-5, "\(rate) \(motion.topo.radialVelocity)")
            let helio = (last.ephemeris.heliocentricDistance - first.ephemeris.heliocentricDistance) / 0.02
            #expect(abs(helio - motion.helio.radialVelocity) < 3e-5)
            compared += 1
        }
        #expect(compared > 3)
    }

    @Test func `a fast mover's trail has all its numbers, a slow one's none`() throws {
        var truth = SourceTruth(
            key: 8, position: ZTFNight.centre.offset(by: 0.03, positionAngle: 100), scienceFlux: 2e5,
            templateFlux: 0, motion: 6, motionAngle: 70)
        func source() throws -> PacketFields {
            let epoch = try #require(Self.measurer.epoch(truth, visit: 4, in: Self.season))
            var alert = try Self.alert(8)
            (alert.epoch, alert.id) = (epoch, SourceNumber.id(0, epoch, Self.season))
            let packet = try Self.issued(alert, ZTFNight.visits[4])
            #expect(packet.trueFlux < 1e6 && abs(packet.trueFlux - epoch.trueDifference) < 1e-6)
            return try #require(try PacketFields(lsst: packet.bytes)?.record("diaSource"))
        }
        let fast = try source()
        let (flux, error) = (try #require(fast.number("trailFlux")), try #require(fast.number("trailFluxErr")))
        #expect(abs(flux - 2e5) < 5 * error)
        for name in [
            "trailRa", "trailRaErr", "trailDec", "trailDecErr", "trailLengthErr", "trailAngleErr", "trailChi2",
        ] {
            #expect(fast.number(name) != nil, "\(name)")
        }
        #expect(abs((fast.number("trailLength") ?? 0) - 7.5) < 0.2 && abs((fast.number("trailAngle") ?? 0) - 70) < 2)
        #expect((fast.number("trailNdata") ?? 0) > 100 && (fast.number("psfFlux") ?? 1e9) < 0.5 * flux)
        let (snr, psf) = (try #require(fast.number("snr")), try #require(fast.number("psfFlux")))
        #expect(abs(snr * (fast.number("psfFluxErr") ?? 0) / psf - 1) < 1e-4)
        truth.motion = 0.05
        let slow = try source()
        #expect(slow.number("trailFlux") == nil && slow.number("trailNdata") == 0)
    }

    @Test func `ZTF's aperture, limit, seeing and second score are told and agree`() throws {
        let packets = try ZTFNight.first.get()
        var (told, same) = (0, 0)
        for packet in packets.prefix(150) {
            let fields = try #require(try PacketFields(container: packet.bytes)?.record("candidate"))
            if fields.number("rb") == fields.number("drb") { same += 1 }
            // A detection's error is a fifth of its flux at the most, and a dipole's that of its lobe.
            #expect(try #require(fields.number("sigmapsf")) < 1.0857 / 5 + 0.001)
            guard let magap = fields.number("magap") else { continue }
            #expect(try #require(fields.number("sigmagap")) < 1.0857)
            told += 1
            let (magpsf, limit) = (try #require(fields.number("magpsf")), try #require(fields.number("diffmaglim")))
            #expect(abs(try #require(fields.number("magdiff")) - (magap - magpsf)) < 1e-4)
            #expect(abs(try #require(fields.number("magfromlim")) - (limit - magap)) < 1e-4)
            #expect(try #require(fields.number("sigmagap")) > 0)
            if let width = fields.number("fwhm") {
                #expect(abs(try #require(fields.number("seeratio")) * width - 0.8 / 0.2) < 1e-3)
            }
        }
        #expect(told > 100 && same == 0)
    }
}
