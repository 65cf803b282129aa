import AlertModel
import Avro
import Bytes
import Foundation

/// A measured rate: the median over passes of the time an item takes.
typealias AvroMeasurement = (name: String, secondsPerItem: Double, bytesPerItem: Int)

/// Reads and writes real packets in the ways that `peers/fastavro_bench.py` does, on one core.
///
/// Names are `SURVEY/WHAT`: `read` is every column into a row, `read12` twelve named fields, `alert` the whole packet
/// as an `Alert`, `tree` a tree of values, `write` a tree of values to bytes, `file` a container file with one packet,
/// its embedded schema met before.
func avroBenchmarks(dataFolder: String) throws -> [AvroMeasurement] {
    var results: [AvroMeasurement] = []
    for set in AvroPacketSet.all {
        let packets = try set.load(dataFolder)
        guard !packets.isEmpty else { continue }
        results += try measure(set, packets)
    }
    return results
}

/// A group of files whose packets are measured together.
struct AvroPacketSet {
    var name: String
    var folder: String
    var fields: [String]

    static let all = [
        AvroPacketSet(name: "lsst-v9", folder: "lsst-alerts/v9.0-lsstcam-2025-09-05", fields: lsstFields),
        AvroPacketSet(name: "lsst-v10", folder: "lsst-alerts/v10.0-lsstcam-2026", fields: lsstFields),
        AvroPacketSet(name: "lsst-v7", folder: "lsst-alerts/v7.4-simulated-operations-rehearsal", fields: lsstFields),
        AvroPacketSet(name: "ztf", folder: "ztf-alerts", fields: ztfFields),
    ]

    private static let lsstFields = [
        "diaSource.diaSourceId", "diaSource.visit", "diaSource.detector", "diaSource.diaObjectId",
        "diaSource.midpointMjdTai", "diaSource.ra", "diaSource.dec", "diaSource.psfFlux", "diaSource.psfFluxErr",
        "diaSource.snr", "diaSource.band", "diaSource.reliability",
    ]

    private static let ztfFields = [
        "objectId", "candid", "candidate.jd", "candidate.fid", "candidate.ra", "candidate.dec", "candidate.magpsf",
        "candidate.sigmapsf", "candidate.isdiffpos", "candidate.rb", "candidate.drb", "candidate.ssdistnr",
    ]

    final class Packet {
        let file: Bytes
        let datum: Bytes
        let schema: Schema

        init(file: Bytes, datum: Bytes, schema: Schema) {
            self.file = file
            self.datum = datum
            self.schema = schema
        }
    }

    func load(_ dataFolder: String) throws -> [Packet] {
        let root = URL(fileURLWithPath: dataFolder).appending(path: folder)
        let names = FileManager.default.enumerator(atPath: root.path)?.allObjects.compactMap { $0 as? String } ?? []
        let cache = SchemaCache()
        var packets: [Packet] = []
        for name in names.filter({ $0.hasSuffix(".avro") }).sorted() {
            let file = Bytes(Array(try Data(contentsOf: root.appending(path: name))))
            var reader = try ContainerReader(file: file, cache: cache)
            guard let schema = reader.header?.schema else { continue }
            let plan = try DecodingPlan(schema: schema, columns: [])
            while let block = try reader.next() {
                var offset = 0
                for _ in 0..<block.count {
                    let end = try plan.decodeWhole(block.data, from: offset, into: Row())
                    packets.append(Packet(file: file, datum: block.data.slice(offset..<end), schema: schema))
                    offset = end
                }
            }
        }
        return packets
    }
}

/// What reads and writes the packets of one schema.
private final class AvroTools {
    let all: DecodingPlan
    let some: DecodingPlan
    let tree: DatumDecoder
    let encoder: DatumEncoder

    init(_ schema: Schema, _ fields: [String]) throws {
        all = try DecodingPlan(allColumnsOf: schema)
        some = try DecodingPlan(schema: schema, columns: fields)
        tree = DatumDecoder(schema: schema)
        encoder = DatumEncoder(schema: schema)
    }
}

private func measure(_ set: AvroPacketSet, _ packets: [AvroPacketSet.Packet]) throws -> [AvroMeasurement] {
    var tools: [Schema: AvroTools] = [:]
    for schema in Set(packets.map(\.schema)) { tools[schema] = try AvroTools(schema, set.fields) }
    let work = packets.compactMap { packet in tools[packet.schema].map { (packet, $0) } }
    let trees = try work.map { (try $0.1.tree.decode($0.0.datum), $0.1.encoder) }
    let bytes = packets.reduce(0) { $0 + $1.datum.count } / packets.count
    let (row, writer) = (Row(), ByteWriter(capacity: 1 << 20))
    var results: [AvroMeasurement] = []
    func add(_ what: String, _ bytes: Int, _ pass: () throws -> Void) throws {
        results.append(("\(set.name)/\(what)", try medianSeconds(pass) / Double(packets.count), bytes))
    }
    try add("read", bytes) { for (packet, tools) in work { try tools.all.decode(packet.datum, into: row) } }
    try add("read12", bytes) { for (packet, tools) in work { try tools.some.decode(packet.datum, into: row) } }
    let alerts = AlertDecoder()
    try add("alert", bytes) { for (packet, _) in work { _ = try alerts.decode(packet.datum, schema: packet.schema) } }
    try add("tree", bytes) { for (packet, tools) in work { _ = try tools.tree.decode(packet.datum) } }
    try add("write", bytes) {
        for (tree, encoder) in trees {
            writer.removeAll()
            try encoder.encode(tree, into: writer)
        }
    }
    guard !set.name.hasSuffix("v10") else { return results }
    let cache = SchemaCache()
    try add("file", packets.reduce(0) { $0 + $1.file.count } / packets.count) {
        for (packet, tools) in work { try readFile(packet.file, tools.all, row, cache) }
    }
    return results
}

private func readFile(_ file: Bytes, _ plan: DecodingPlan, _ row: Row, _ cache: SchemaCache) throws {
    var reader = try ContainerReader(file: file, cache: cache)
    while let block = try reader.next() {
        var offset = 0
        for _ in 0..<block.count { offset = try plan.decodeWhole(block.data, from: offset, into: row) }
    }
    try reader.finish()
}

/// The median time of a pass, over at least 15 passes and a quarter of a second.
private func medianSeconds(_ pass: () throws -> Void) throws -> Double {
    let clock = ContinuousClock()
    var times: [Duration] = []
    try pass()
    let start = clock.now
    while times.count < 15 || clock.now - start < .milliseconds(250) { times.append(try clock.measure(pass)) }
    let median = times.sorted()[times.count / 2].components
    return Double(median.seconds) + Double(median.attoseconds) * 1e-18
}
