import AlertModel
import AlertStore
import AlertStreams
import Broker
import Bytes
import Foundation
import SkyMath

/// Alerts a second into the store alone, and from a topic through the broker into the store.
enum BrokerBenchmarks {
    /// The store alone. Everything is written in `folder`.
    static func run(folder: String, prefill: Int = 1_000_000) async throws {
        for points in [0, 50, 400] {
            try storeRate(folder: folder, history: points, prefill: 0, alerts: points == 400 ? 20_000 : 60_000)
        }
        try storeRate(folder: folder, history: 50, prefill: prefill, alerts: 60_000)
        try await queries(folder: folder, objects: prefill)
    }

    /// From topic to store, and from a sender to the store: a new store and one that had `prefill` alerts before, in
    /// turns. The filled one keeps what each round adds. What tells is the ratio within a round: from round to round
    /// a virtual machine is itself a third slower or faster.
    static func runEndToEnd(
        folder: String, templatePath: String?, _ layout: BenchmarkSky, prefill: Int = 1_000_000, packets: Int = 20_000,
        history: Int = 50, rounds: Int = 9
    ) async throws {
        guard let templatePath else { return print("end to end: skipped, no LSST packet to make others of") }
        let template = Bytes([UInt8](try Data(contentsOf: URL(filePath: templatePath))))
        guard
            var way = try EndToEnd(
                folder: folder, template: template, packets: packets, history: history, first: prefill, layout: layout)
        else { return }
        print("\(layout.rawValue): \(packets) packets of \(way.maker.byteCount) bytes, \(history) points of history")
        let filled = folder + "/filled-\(layout.rawValue).sqlite"
        try fillInAnotherProcess(filled, prefill, layout)
        var rates: [(new: Double, filled: Double)] = []
        for round in 0..<rounds {
            let new = "\(folder)/new-\(layout.rawValue)-\(round).sqlite"
            var pair: (new: Double, filled: Double) = (0, 0)
            // In turns, so that what one round leaves to the next is on neither's account.
            if round % 2 == 0 { pair.new = try await way.round("beside 0", store: new) }
            pair.filled = try await way.round("beside \(prefill)", store: filled)
            if round % 2 == 1 { pair.new = try await way.round("beside 0", store: new) }
            rates.append(pair)
            for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: new + end) }
        }
        let ratios = rates.map { $0.filled / $0.new }
        print(
            "end to end, \(layout.rawValue), medians of \(rounds): beside 0 \(Int(median(rates.map(\.new))))/s, beside "
                + "\(prefill) \(Int(median(rates.map(\.filled))))/s; of each round's ratio "
                + String(format: "%.2f (%.2f to %.2f)", median(ratios), ratios.min() ?? .nan, ratios.max() ?? .nan))
        let topic = try await way.round("topic to store, beside \(prefill)", store: filled, from: .writtenBefore)
        print("topic to store: \(Int(topic))/s")
        guard layout == .visits else { return }
        let files = folder + "/packets"
        try way.write(500, to: files)
        var replays: [Double] = []
        for number in 0..<3 {
            let new = "\(folder)/replayed-\(number).sqlite"
            replays.append(
                try await way.round("replay of 500 files in loops, beside 0", store: new, from: .files(files)))
        }
        print("replay to store, median of 3: \(Int(median(replays)))/s")
    }

    /// Batches of 1,000 alerts: first of new objects, then of the same objects one night later with known history.
    static func storeRate(folder: String, history: Int, prefill: Int, alerts: Int, _ layout: BenchmarkSky = .visits)
        throws
    {
        let path = "\(folder)/store-\(history)-\(prefill)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let store = try AlertStore(path: path + "/alerts.sqlite")
        let next = try fill(store, prefill, layout)
        MemoryFigures.resetPeak()
        let first = try rate(store, alerts: alerts, history: history, from: next, night: 0, offset: next, layout)
        let second = try rate(
            store, alerts: alerts, history: history, from: next, night: 1, offset: next + alerts, layout)
        let wal = (try? FileManager.default.attributesOfItem(atPath: path + "/alerts.sqlite-wal")[.size] as? Int) ?? 0
        print(
            "store, \(history) points of history, \(prefill) sources before: new objects \(Int(first))/s, known objects "
                + "\(Int(second))/s, \(MemoryFigures.now().text), WAL \(wal >> 20) MiB")
        try store.close()
    }

    @discardableResult
    static func fill(_ store: AlertStore, _ count: Int, _ layout: BenchmarkSky) throws -> Int {
        if count > 0 {
            _ = try rate(store, alerts: count, history: 0, from: 0, night: 0, offset: 0, layout, topic: "fill")
        }
        return count
    }

    /// A new store at `path` with `count` alerts.
    static func fill(path: String, count: Int, _ layout: BenchmarkSky) throws {
        let store = try AlertStore(path: path)
        try fill(store, count, layout)
        try store.close()
    }

    /// Only the calls of `ingest` are timed.
    private static func rate(
        _ store: AlertStore, alerts: Int, history: Int, from first: Int, night: Int, offset: Int,
        _ layout: BenchmarkSky, topic: String = "bench"
    ) throws -> Double {
        var busy = Duration.zero
        for start in stride(from: 0, to: alerts, by: 1000) {
            let items = (start..<min(start + 1000, alerts)).map { index in
                let reference = PacketReference(topic: topic, partition: 0, offset: Int64(offset + index))
                return IngestItem(alert(first + index, history: history, night: night, layout), at: reference)
            }
            let began = ContinuousClock.now
            _ = try store.ingest(IngestBatch(stage: "bench", items: items))
            busy += began.duration(to: .now)
        }
        return Double(alerts) / (busy / .seconds(1))
    }

    /// The alert of object `number` in a night; its history grows by one detection and one forced flux a night.
    static func alert(_ number: Int, history: Int, night: Int, _ layout: BenchmarkSky) -> Alert {
        let place = layout.place(number)
        let flux = BenchmarkSky.flux(number)
        var draws = Draws(seed: 4, UInt64(number))
        let reliability = draws.uniform(0.5..<0.75)
        let id = 1 << 60 + Int64(number) << 12
        let object = ObjectID(survey: .lsst, kind: .diaObject, key: id)
        func detection(_ epoch: Int) -> Detection {
            var point = Detection(
                id: id + Int64(epoch), midpointMjdTai: 61_000 + Double(epoch) + Double(number) * 1e-6, band: .r,
                ra: place.ra + Double(epoch % 7) * 1e-6, dec: place.dec)
            point.psfFlux = Double(Float(flux * (1 + Double(epoch % 97) / 970)))
            point.psfFluxErr = Double(Float(30.5 + Double(epoch % 13)))
            point.snr = Double(Float(33.3))
            point.reliability = Double(Float(reliability + Double(epoch % 10) / 50))
            point.visit = 2_026_022_500_000 + Int64(epoch)
            point.detector = Int32(epoch % 189)
            point.x = Double(Float(1000.5) + Float(epoch))
            point.y = Double(Float(2000.25) + Float(epoch))
            return point
        }
        var alert = Alert(survey: .lsst, schemaVersion: "10.0", objectID: object, source: detection(history + night))
        alert.history = (0..<(history + night)).map(detection)
        return alert
    }
}
