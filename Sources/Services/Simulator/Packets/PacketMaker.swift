import AlertModel
import Avro
import Bytes
import Dispatch
import Observing
import SkyMath
import Synchronization

/// Makes LSST packets of alerts.
struct PacketMaker: Sendable {
    private let plan: NightPlan
    private let season: Season
    private let schema: Schema
    private let schemaID: UInt32
    private let source: RecordWriter
    private let forced: RecordWriter
    private let object: RecordWriter

    init(plan: NightPlan, season: Season) throws(SimulatorError) {
        let parts = plan.schemaVersion.split(separator: ".").compactMap { UInt32($0) }
        guard parts.count == 2, let schema = SchemaDirectory.lsst(version: plan.schemaVersion) else {
            throw SimulatorError("LSST's schema \(plan.schemaVersion) is not known: 8.0 to 11.1 are written")
        }
        self.plan = plan
        self.season = season
        self.schema = schema
        schemaID = parts[0] * 100 + parts[1]
        source = try RecordWriter(schema, record: Self.node("diaSource", schema))
        forced = try RecordWriter(schema, record: Self.node("prvDiaForcedSources", schema))
        object = try RecordWriter(schema, record: Self.node("diaObject", schema))
    }

    /// The record that a field of the packet holds, through null and arrays.
    private static func node(_ name: String, _ schema: Schema) throws(SimulatorError) -> Int {
        var node = schema.rootNode.fields.first { $0.name == name }?.type
        while let here = node {
            switch schema[here].kind {
            case .record: return here
            case .union(let branches): node = branches.first { schema[$0].kind != .null }
            case .array(let items): node = items
            default: node = nil
            }
        }
        throw SimulatorError("the schema has no record \(name)")
    }

    /// The packets of one visit's alerts, in their order, made on all processors.
    func packets(
        _ alerts: [AlertTruth], visit index: Int, dueSeconds: Double
    ) throws(SimulatorError) -> [IssuedPacket] {
        let made = Mutex<[Int: Result<[IssuedPacket], SimulatorError>]>([:])
        let piece = 32
        DispatchQueue.concurrentPerform(iterations: (alerts.count + piece - 1) / piece) { number in
            let part = alerts[(number * piece)..<min((number + 1) * piece, alerts.count)]
            let result = Result { () throws(SimulatorError) in
                var packets: [IssuedPacket] = []
                for alert in part { packets.append(try packet(alert, season.visits[index], dueSeconds)) }
                return packets
            }
            made.withLock { $0[number] = result }
        }
        var packets: [IssuedPacket] = []
        let parts = made.withLock { $0 }
        for number in parts.keys.sorted() { packets += try parts[number]?.get() ?? [] }
        return packets
    }

    private func packet(_ alert: AlertTruth, _ visit: Visit, _ due: Double) throws(SimulatorError) -> IssuedPacket {
        let bytes = try datum(alert, visit)
        // A detector's alerts leave together, the detectors one after another over three seconds.
        let offset = 3 * Double(alert.epoch.truePixel.detector) / 189
        return IssuedPacket(
            alertID: alert.id, objectID: alert.objectID, visit: visit.id, detector: alert.epoch.truePixel.detector,
            band: visit.band, midpointMjdTai: visit.midpointMjdTai, trueClass: alert.trueClass,
            position: alert.epoch.measured.position, trueFlux: alert.epoch.trueDifference, dueSeconds: due + offset,
            schemaID: schemaID, bytes: bytes)
    }

    private func datum(_ alert: AlertTruth, _ visit: Visit) throws(SimulatorError) -> Bytes {
        var output: [UInt8] = [0]
        withUnsafeBytes(of: schemaID.bigEndian) { output.append(contentsOf: $0) }
        for field in schema.rootNode.fields {
            switch field.name {
            case "diaSourceId": AvroBytes.append(long: alert.id, to: &output)
            case "diaSource": try write(alert.epoch, id: alert.id, alert, to: &output)
            case "prvDiaSources": try writeHistory(alert, to: &output)
            case "prvDiaForcedSources": try writeForced(alert, to: &output)
            case "diaObject": try writeObject(alert, to: &output)
            default: try writeNull(field, to: &output)
            }
        }
        return Bytes(output)
    }

    private func writeNull(_ field: Schema.Field, to output: inout [UInt8]) throws(SimulatorError) {
        guard case .union(let branches) = schema[field.type].kind,
            let null = branches.firstIndex(where: { schema[$0].kind == .null })
        else { throw SimulatorError("the schema's field \(field.name) is not one that the simulator writes") }
        output.append(UInt8(2 * null))
    }

    /// The branch of a nullable field that holds a value.
    private func writeValueBranch(_ name: String, to output: inout [UInt8]) {
        guard let field = schema.rootNode.fields.first(where: { $0.name == name }),
            case .union(let branches) = schema[field.type].kind,
            let place = branches.firstIndex(where: { schema[$0].kind != .null })
        else { return }
        output.append(UInt8(2 * place))
    }

    private func write(
        _ epoch: Epoch, id: Int64, _ alert: AlertTruth, to output: inout [UInt8]
    ) throws(SimulatorError) {
        let visit = season.visits[epoch.visit]
        let reliability = Reliability.score(
            alert.kind, snr: epoch.measured.snr, seed: plan.seed, visit: visit.id, key: alert.key)
        var values = source.emptyValues
        SourceFields.write(
            epoch, .init(id: id, objectID: alert.objectID, visit: visit, reliability: reliability)
        ) { name, value in
            if let slot = source.slot(name) { values[slot] = value }
        }
        try source.write(values, to: &output)
    }

    private func writeHistory(_ alert: AlertTruth, to output: inout [UInt8]) throws(SimulatorError) {
        let detections = alert.earlier.filter(\.measured.isDetected)
        guard !detections.isEmpty else { return try writeNull("prvDiaSources", to: &output) }
        writeValueBranch("prvDiaSources", to: &output)
        AvroBytes.append(long: Int64(detections.count), to: &output)
        for epoch in detections { try write(epoch, id: SourceNumber.id(epoch, season), alert, to: &output) }
        output.append(0)
    }

    private func writeForced(_ alert: AlertTruth, to output: inout [UInt8]) throws(SimulatorError) {
        guard let first = alert.earlier.firstIndex(where: \.measured.isDetected) else {
            return try writeNull("prvDiaForcedSources", to: &output)
        }
        let epochs = alert.earlier[first...]
        writeValueBranch("prvDiaForcedSources", to: &output)
        AvroBytes.append(long: Int64(epochs.count), to: &output)
        for epoch in epochs {
            var values = forced.emptyValues
            ForcedFields.write(
                epoch, id: SourceNumber.id(epoch, season, isForced: true), objectID: alert.objectID,
                visit: season.visits[epoch.visit]
            ) { name, value in
                if let slot = forced.slot(name) { values[slot] = value }
            }
            try forced.write(values, to: &output)
        }
        output.append(0)
    }

    private func writeObject(_ alert: AlertTruth, to output: inout [UInt8]) throws(SimulatorError) {
        let epochs = (alert.earlier + [alert.epoch]).map {
            (epoch: $0, band: season.visits[$0.visit].band, mjdTai: season.visits[$0.visit].midpointMjdTai)
        }
        var values = object.emptyValues
        ObjectFields.write(epochs, objectID: alert.objectID, position: alert.epoch.measured.position) { name, value in
            if let slot = object.slot(name) { values[slot] = value }
        }
        writeValueBranch("diaObject", to: &output)
        try object.write(values, to: &output)
    }

    private func writeNull(_ name: String, to output: inout [UInt8]) throws(SimulatorError) {
        guard let field = schema.rootNode.fields.first(where: { $0.name == name }) else { return }
        try writeNull(field, to: &output)
    }
}
