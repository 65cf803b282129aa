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

    /// `schemas` are for packets framed by number or fingerprint, `cache` for the texts in container files.
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
        try forEachDatum(packet) { (datum, _, mapper) throws(AlertModelError) in
            let end = try read(datum, mapper.plan)
            alerts.append(try mapper.alert(from: row))
            return end
        }
        return alerts
    }

    /// The alert of a bare datum written with `schema`.
    public func decode(_ datum: Bytes, schema: Schema) throws(AlertModelError) -> Alert {
        let mapper = try mapper(for: schema)
        let end = try read(Datum(bytes: datum, offset: 0), mapper.plan)
        try checkEnd(end, of: datum)
        return try mapper.alert(from: row)
    }

    /// Which alerts a packet holds, without reading the rest of it.
    ///
    /// Nothing after the needed fields is looked at, so that damage there goes unnoticed. Complexity: O(bytes before
    /// the history) for a packet of one alert.
    public func identities(_ packet: Bytes) throws(AlertModelError) -> [AlertIdentity] {
        var identities: [AlertIdentity] = []
        try forEachDatum(packet) { (datum, isLast, mapper) throws(AlertModelError) in
            let end = isLast ? try readBeginning(datum, mapper.identityPlan) : try read(datum, mapper.identityPlan)
            if let identity = try mapper.identity(from: row) {
                identities.append(identity)
                return end
            }
            let wholeEnd = try read(datum, mapper.plan)
            identities.append(AlertIdentity(try mapper.alert(from: row)))
            return wholeEnd
        }
        return identities
    }

    /// Where a datum lies: from `offset` in `bytes`.
    private struct Datum {
        var bytes: Bytes
        var offset: Int
    }

    /// Takes a datum, whether it is the last of its bytes, and its mapper, and gives the datum's end, or nil where it
    /// was not read so far.
    private typealias Visit = (Datum, Bool, any SurveyMapper) throws(AlertModelError) -> Int?

    private func forEachDatum(_ packet: Bytes, _ visit: Visit) throws(AlertModelError) {
        switch Framing.detect(packet) {
        case .container: try forEachRecord(of: packet, visit)
        case .confluent(let id):
            let end = try visit(Datum(bytes: packet, offset: 5), true, try mapper(schemaID: id))
            if let end { try checkEnd(end, of: packet) }
        case .singleObject(let fingerprint):
            let end = try visit(Datum(bytes: packet, offset: 10), true, try mapper(fingerprint: fingerprint))
            if let end { try checkEnd(end, of: packet) }
        case nil:
            let what =
                packet.isEmpty
                ? "the packet is empty"
                : "neither a container file nor Confluent framing; a bare datum needs its schema to be given"
            throw AlertModelError(.framing, what, offset: 0)
        }
    }

    private func forEachRecord(of file: Bytes, _ visit: Visit) throws(AlertModelError) {
        var container = try Container(file, cache: cache)
        let mapper = try mapper(for: container.schema)
        while let block = try container.next() {
            var offset: Int? = 0
            for index in 0..<block.count {
                let datum = Datum(bytes: block.data, offset: offset ?? block.data.count)
                offset = try visit(datum, index == block.count - 1, mapper)
            }
            guard let offset, offset != block.data.count else { continue }
            throw AlertModelError(
                .decode,
                "\(block.data.count - offset) bytes follow the last record of the block at byte \(block.offset)")
        }
        try container.finish()
    }

    private func read(_ datum: Datum, _ plan: DecodingPlan) throws(AlertModelError) -> Int {
        do throws(AvroError) { return try plan.decodeWhole(datum.bytes, from: datum.offset, into: row) } catch {
            throw AlertModelError(.decode, "the packet cannot be decoded", error)
        }
    }

    private func readBeginning(_ datum: Datum, _ plan: DecodingPlan) throws(AlertModelError) -> Int? {
        do throws(AvroError) { try plan.decode(datum.bytes, from: datum.offset, into: row) } catch {
            throw AlertModelError(.decode, "the packet cannot be decoded", error)
        }
        return nil
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

    private func mapper(fingerprint: UInt64) throws(AlertModelError) -> any SurveyMapper {
        guard let schema = schemas.schema(fingerprint: fingerprint) else {
            throw AlertModelError(
                .schema, "no known schema has the fingerprint 0x\(String(fingerprint, radix: 16)) of this packet",
                offset: 2)
        }
        return try mapper(for: schema)
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
