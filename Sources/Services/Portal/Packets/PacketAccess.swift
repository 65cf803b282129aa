import AlertModel
import AlertStore
import AlertStreams
import Avro
import Bytes
import HTTPTypes

/// An alert as an address names it.
struct AlertName: Sendable, Hashable {
    var survey: Survey
    var id: Int64

    init(survey: Survey, id: Int64) {
        self.survey = survey
        self.id = id
    }

    init?(survey: String, id: String) {
        guard let survey = Survey.allCases.first(where: { $0.name.lowercased() == survey.lowercased() }),
            let id = Int64(id)
        else { return nil }
        self.init(survey: survey, id: id)
    }

    /// The part of an address below `/api/v1/alerts/`.
    var path: String { "\(survey.name)/\(id)" }
}

/// Reads packets again from the log that a table refers to.
struct PacketAccess: Sendable {
    let store: any AlertStoreReader
    let fetcher: any RecordFetcher
    let schemas: SchemaDirectory
    private let cache = SchemaCache()

    init(store: any AlertStoreReader, fetcher: any RecordFetcher, schemas: SchemaDirectory) {
        self.store = store
        self.fetcher = fetcher
        self.schemas = schemas
    }

    /// The bytes of an alert's packet, exactly as they were issued.
    func packet(_ name: AlertName) async throws -> Bytes {
        guard let reference = try await store.packet(survey: name.survey, alertID: name.id) else {
            throw Failure(.notFound, "there is no \(name.survey.name) alert \(name.id) in the store")
        }
        let position = RecordPosition(partition: reference.partition, offset: reference.offset)
        do {
            if let record = try await fetcher.fetch(topic: reference.topic, at: position) { return record.value }
        } catch let error as StreamError where error.isUnknownTopic {
            throw Failure(.gone, "topic \(reference.topic), which held the packet of alert \(name.id), is gone")
        }
        throw Failure(.gone, "the packet of alert \(name.id) is no longer in topic \(reference.topic)")
    }

    func alert(_ name: AlertName) async throws -> Alert {
        let decoder = AlertDecoder(schemas: schemas, cache: cache)
        let alerts = try decoder.decode(try await packet(name))
        guard let alert = alerts.first(where: { $0.id == name.id }) else {
            throw Failure(.notFound, "alert \(name.id) is not in the packet that the store refers to")
        }
        return alert
    }

    func stamp(_ name: AlertName, _ kind: StampKind) async throws -> Bytes {
        guard let bytes = kind.bytes(of: try await alert(name).stamps) else {
            throw Failure(.notFound, "alert \(name.id) has no \(kind.rawValue) stamp")
        }
        return bytes
    }

    /// The packet's one record (or the one that names the alert) as a tree, with its schema.
    func record(_ name: AlertName) async throws -> (schema: Schema, datum: Bytes, value: Value) {
        let packet = try await packet(name)
        guard let framing = Framing.detect(packet) else {
            throw Failure(.internalServerError, "the packet has no framing")
        }
        guard framing != .container else { return try record(in: packet, name) }
        guard let schema = schemas.schema(named: framing) else {
            throw Failure(.internalServerError, "the schema that the packet names is unknown: \(framing)")
        }
        let datum = try framing.datum(of: packet)
        return (schema, datum, try DatumDecoder(schema: schema).decode(datum))
    }

    /// That of a container's records which names the alert.
    private func record(in packet: Bytes, _ name: AlertName) throws -> (schema: Schema, datum: Bytes, value: Value) {
        var reader = try ContainerReader(file: packet, cache: cache)
        let alerts = AlertDecoder(schemas: schemas, cache: cache)
        while let schema = reader.header?.schema, let block = try reader.next() {
            var end = 0
            for _ in 0..<block.count {
                let start = end
                let value = try DatumDecoder(schema: schema).decode(block.data, from: &end)
                let datum = block.data.slice(start..<end)
                if try alerts.decode(datum, schema: schema).id == name.id { return (schema, datum, value) }
            }
        }
        throw Failure(.internalServerError, "the packet that the store refers to does not hold alert \(name.id)")
    }
}
