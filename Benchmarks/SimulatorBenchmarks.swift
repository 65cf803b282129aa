import AlertStreams
import Foundation
import Observing
import Simulator
import SkyMath
import SkyModel
import Transports

/// LSST packets with a year's history and stamps: made, sent to a topic, and of one crowded visit; and cones of the sky.
///
/// Beside ours stands the packet simulator of PyPI's `lsst-alert-packet`, which fills a schema with random numbers: no sky,
/// and cut-outs of at most 1,000 random bytes.
enum SimulatorBenchmarks {
    static func run(folder: String, visits: Int = 6, rounds: Int = 3) async throws {
        // First, so that its memory is its own.
        try await crowdedVisit()
        await cones(rounds: rounds)
        let plan = self.plan(visits: visits)
        var (made, sent) = ([Figure](), [Figure]())
        for _ in 0..<rounds {
            made.append(try await making(plan))
            sent.append(try await sending(plan, folder))
        }
        report("made", made)
        report("into an embedded topic", sent)
        peers()
        try SmallBodyBenchmarks.run(folder: folder)
    }

    /// A part of the suite, to be looked at by itself.
    enum Part: String {
        case cones, made, sent, crowded
    }

    static func run(_ part: Part, folder: String) async throws {
        switch part {
        case .cones: await cones(rounds: 3)
        case .made: report("made", [try await making(plan(visits: 6))])
        case .sent: report("into an embedded topic", [try await sending(plan(visits: 6), folder)])
        case .crowded: try await crowdedVisit()
        }
    }

    /// Packets of a run, the seconds it took, and those of all processors together.
    struct Figure {
        var packets: Int
        var bytes: Int64
        var seconds: Double
        var processorSeconds: Double
    }

    static func plan(visits: Int) -> NightPlan {
        var plan = NightPlan(night: ObservingNight(mjd: GregorianDate("2026-11-20")?.mjd ?? 61_364))
        plan.visitCount = visits
        return plan
    }

    /// Each round plans anew, so that no part of the sky is known; planning is not timed.
    private static func making(_ plan: NightPlan) async throws -> Figure {
        try await counted(try NightSimulator(plan))
    }

    private static func sending(_ plan: NightPlan, _ folder: String) async throws -> Figure {
        let simulator = try NightSimulator(plan)
        let directory = folder + "/simulator"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let stream = EmbeddedStream(directory: directory)
        let topic = try await TopicTransport(stream, topic: "alerts", partitions: 4, isOwner: true)
        return try await measured {
            var (packets, bytes) = (0, Int64(0))
            for try await piece in simulator.pieces() {
                let now = WallClock.milliseconds()
                _ = try await topic.send(
                    piece.packets.map {
                        OutgoingPacket(
                            id: $0.alertID, bytes: $0.bytes, timestampMs: now, partition: Int32($0.detector % 4))
                    })
                packets += piece.packets.count
                bytes += piece.packets.reduce(0) { $0 + Int64($1.bytes.count) }
            }
            try await topic.close()
            return (packets, bytes)
        }
    }

    private static func measured(_ work: () async throws -> (packets: Int, bytes: Int64)) async throws -> Figure {
        let (began, busy) = (ContinuousClock.now, Machine.processorSeconds)
        let (packets, bytes) = try await work()
        return Figure(
            packets: packets, bytes: bytes, seconds: began.duration(to: .now) / .seconds(1),
            processorSeconds: Machine.processorSeconds - busy)
    }

    private static func report(_ name: String, _ figures: [Figure]) {
        let rates = figures.map { Double($0.packets) / $0.seconds }
        let busy = figures.map { 1e6 * $0.processorSeconds / Double(max($0.packets, 1)) }
        let size = figures.reduce(0) { $0 + $1.bytes } / Int64(max(figures.reduce(0) { $0 + $1.packets }, 1))
        print(
            "\(name): \(Int(median(rates)))/s \(rates.map { Int($0) }), \(Int(median(busy))) us of processor time each, "
                + "\(figures.first?.packets ?? 0) packets of \(size) bytes")
    }

    /// lass runs on Python 3.13 only: `TOCSIN_LASS_PYTHON`.
    private static func peers() {
        if let peer = Peer.run("lsst_alert_packet_bench", []) {
            report(peer)
        } else {
            print("lsst-alert-packet: not found (TOCSIN_PYTHON)")
        }
        let lass = Peer.run(
            "lass_bench", [], variable: "TOCSIN_LASS_PYTHON", or: ".build-python-3.13/bin/python")
        guard let figures = lass?["figures"] as? [[String: Any]] else {
            return print("lass: not found (TOCSIN_LASS_PYTHON, a Python 3.13 with lass)")
        }
        figures.forEach(report)
    }

    private static func report(_ peer: [String: Any]) {
        let rate = peer["packetsPerSecond"] as? Double ?? .nan
        let busy = peer["processorSecondsPerPacket"] as? Double ?? .nan
        let size = peer["bytesPerPacket"] as? Double ?? .nan
        let text = String(
            format: "%.1f/s, %.0f us of processor time each, %.0f bytes, one process", rate, 1e6 * busy, size)
        print("\(peer["peer"] ?? "peer"): \(text)")
    }

    /// Stars to r = 24 and galaxies to r = 23 within 1.75 degrees of three Galactic latitudes.
    private static func cones(rounds: Int) async {
        for latitude in [90.0, 30, 5] {
            let centre = SkyPosition(GalacticPosition(l: 60, b: latitude))
            let sky = SyntheticSky(seed: 1)
            let cone = SkyCone(centre: centre, radius: (9.6 / .pi).squareRoot())
            var (times, stars, galaxies) = ([Double](), 0, 0)
            for _ in 0..<rounds {
                let began = ContinuousClock.now
                stars = await sky.starsByCell(in: cone, brighterThan: 24, threads: 2).reduce(0) { $0 + $1.count }
                galaxies = sky.galaxies(in: cone, brighterThan: 23).count
                times.append(began.duration(to: .now) / .seconds(1))
            }
            print(
                String(
                    format: "cone of 9.6 square degrees at b = %.0f: %.2f s, %d stars, %d galaxies, two threads",
                    latitude,
                    median(times), stars, galaxies))
        }
    }

    /// One visit of a field with some 40,000 alerts and a hundred earlier visits.
    static func crowdedVisit() async throws {
        let simulator = try NightSimulator(try CrowdedField.plan())
        MemoryFigures.resetPeak()
        report("visit of a crowded field", [try await counted(simulator)])
        print("  \(MemoryFigures.now().text)")
    }

    private static func counted(_ simulator: NightSimulator) async throws -> Figure {
        try await measured {
            var (packets, bytes) = (0, Int64(0))
            for try await piece in simulator.pieces() {
                packets += piece.packets.count
                bytes += piece.packets.reduce(0) { $0 + Int64($1.bytes.count) }
            }
            return (packets, bytes)
        }
    }
}
