import AlertModel
import Avro
import Bytes

/// The real packets as datums with the schema that wrote them.
struct RealDatum {
    var file: String
    var schema: Schema
    var schemaID: UInt32
    var datum: Bytes

    /// Whether the schema is not LSST's own: unions around every type, and fields of the broker.
    var isRewritten: Bool { schema.name?.full == "topLevelRecord" }

    static func all() throws -> [RealDatum] {
        try TestData.files(below: "lsst-alerts").flatMap { file in try read(file) }
    }

    private static func read(_ file: String) throws -> [RealDatum] {
        let packet = try TestData.bytes(file)
        switch Framing.detect(packet) {
        case .container?: return try container(packet, file)
        case .confluent(let id)?:
            guard let schema = SchemaDirectory().schema(id: id) else { return [] }
            return [RealDatum(file: file, schema: schema, schemaID: id, datum: packet.slice(5..<packet.count))]
        default: return []
        }
    }

    private static func container(_ packet: Bytes, _ file: String) throws -> [RealDatum] {
        var reader = try ContainerReader(file: packet)
        guard let schema = reader.header?.schema else { return [] }
        let decoder = DatumDecoder(schema: schema)
        var found: [RealDatum] = []
        while let block = try reader.next() {
            var offset = 0
            for _ in 0..<block.count {
                let start = offset
                _ = try decoder.decode(block.data, from: &offset)
                let datum = block.data.slice(start..<offset)
                found.append(RealDatum(file: file, schema: schema, schemaID: 900, datum: datum))
            }
        }
        return found
    }
}
