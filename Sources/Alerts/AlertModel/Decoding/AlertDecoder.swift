public import Avro
public import Bytes

/// Makes alerts of packets, whatever their framing, survey and schema version.
///
/// The first packet of each schema compiles a plan; later ones reuse it and the memory of the decoder. Not for sharing
/// between tasks: make one for each.
public final class AlertDecoder {
    private let schemas: SchemaDirectory
    private let cache: SchemaCache
    private let row = Row()
    private var mappers: [(schema: Schema, mapper: any SurveyMapper)] = []
    private var mappersByID: [UInt32: any SurveyMapper] = [:]

    public init(schemas: SchemaDirectory = SchemaDirectory(), cache: SchemaCache = SchemaCache()) {
        self.schemas = schemas
        self.cache = cache
    }

    /// The alerts of a packet: one of a Confluent-framed packet, those of every record of a container file.
    ///
    /// Stamps are views of the packet. Complexity: O(bytes of the fields read).
    /// - Throws: `AlertModelError` with the reason `framing`, `schema`, `decode` or `mapping`.
    public func decode(_ packet: Bytes) throws(AlertModelError) -> [Alert] {
        var alerts: [Alert] = []
        try forEachDatum(packet) { (datum, offset, mapper) throws(AlertModelError) in
            let end = try read(datum, offset, mapper.plan)
            alerts.append(try mapper.alert(from: row))
            return end
        }
        return alerts
    }

    /// The alert of a bare datum written with `schema`.
    public func decode(_ datum: Bytes, schema: Schema) throws(AlertModelError) -> Alert {
        let mapper = try mapper(for: schema)
        let end = try read(datum, 0, mapper.plan)
        try checkEnd(end, of: datum)
        return try mapper.alert(from: row)
    }

    /// Which alerts a packet holds, without reading the rest of it.
    ///
    /// In a Confluent-framed packet nothing after the needed fields is looked at.
    public func identities(_ packet: Bytes) throws(AlertModelError) -> [AlertIdentity] {
        var identities: [AlertIdentity] = []
        try forEachDatum(packet) { (datum, offset, mapper) throws(AlertModelError) in
            let end = try read(datum, offset, mapper.identityPlan)
            identities.append(try mapper.identity(from: row))
            return end
        }
        return identities
    }

    /// Calls `body` with the bytes, the offset of each datum in them, and the mapper; it returns the datum's end.
    private func forEachDatum(
        _ packet: Bytes,
        _ body: (Bytes, Int, any SurveyMapper) throws(AlertModelError) -> Int
    ) throws(AlertModelError) {
        switch Framing.detect(packet) {
        case .container: try forEachRecord(of: packet, body)
        case .confluent(let id):
            let end = try body(packet, 5, try mapper(schemaID: id))
            try checkEnd(end, of: packet)
        case .singleObject(let fingerprint):
            throw AlertModelError(
                .framing, "single-object encoding with the fingerprint \(fingerprint): no schema is known by that")
        case nil:
            throw AlertModelError(
                .framing,
                packet.isEmpty
                    ? "the packet is empty"
                    : "neither a container file nor Confluent framing;"
                        + " a bare datum needs its schema to be given", offset: 0)
        }
    }

    private func forEachRecord(
        of file: Bytes, _ body: (Bytes, Int, any SurveyMapper) throws(AlertModelError) -> Int
    ) throws(AlertModelError) {
        var container = try Container(file, cache: cache)
        let mapper = try mapper(for: container.schema)
        while let block = try container.next() {
            var offset = 0
            for _ in 0..<block.count { offset = try body(block.data, offset, mapper) }
            guard offset == block.data.count else {
                throw AlertModelError(
                    .decode, "\(block.data.count - offset) bytes follow the last record of the block",
                    offset: block.offset)
            }
        }
        try container.finish()
    }

    private func read(_ bytes: Bytes, _ offset: Int, _ plan: DecodingPlan) throws(AlertModelError) -> Int {
        do throws(AvroError) { return try plan.decodeWhole(bytes, from: offset, into: row) } catch {
            throw AlertModelError(.decode, "the packet cannot be decoded", error)
        }
    }

    private func checkEnd(_ end: Int, of packet: Bytes) throws(AlertModelError) {
        guard end == packet.count else {
            throw AlertModelError(.decode, "\(packet.count - end) bytes follow the datum", offset: end)
        }
    }

    private func mapper(schemaID: UInt32) throws(AlertModelError) -> any SurveyMapper {
        if let known = mappersByID[schemaID] { return known }
        guard let schema = schemas.schema(id: schemaID) else {
            let known = schemas.ids.map(String.init).joined(separator: ", ")
            throw AlertModelError(
                .schema, "the schema number \(schemaID) is not known (known: \(known)); add its .avsc files", offset: 1)
        }
        let mapper = try mapper(for: schema)
        mappersByID[schemaID] = mapper
        return mapper
    }

    /// Schemas come from caches, so that comparing equal ones is O(1).
    private func mapper(for schema: Schema) throws(AlertModelError) -> any SurveyMapper {
        if let index = mappers.lastIndex(where: { $0.schema == schema }) { return mappers[index].mapper }
        let mapper = try Surveys.mapper(for: schema)
        if mappers.count >= 64 { mappers.removeFirst() }
        mappers.append((schema, mapper))
        return mapper
    }
}
