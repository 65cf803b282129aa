import AlertModel
import Avro
import Bytes

/// The fields of a record of a packet by their names, nulls left out.
struct PacketFields {
    private let values: [String: Value]
    private let records: [String: [PacketFields]]

    /// Of a packet of LSST's in Confluent framing, by the built-in schema of its number.
    init?(lsst bytes: Bytes) throws {
        guard case .confluent(let id)? = Framing.detect(bytes), let schema = SchemaDirectory().schema(id: id) else {
            return nil
        }
        let datum = try DatumDecoder(schema: schema).decode(bytes.slice(5..<bytes.count))
        self.init(datum, schema, schema.root)
    }

    /// Of a file with one packet.
    init?(container bytes: Bytes) throws {
        var reader = try ContainerReader(file: bytes)
        guard let schema = reader.header?.schema, let block = try reader.next() else { return nil }
        var offset = 0
        self.init(try DatumDecoder(schema: schema).decode(block.data, from: &offset), schema, schema.root)
    }

    private init(_ value: Value, _ schema: Schema, _ node: Schema.NodeID) {
        var (values, records): ([String: Value], [String: [PacketFields]]) = ([:], [:])
        if case .record(let items) = value.unwrapped {
            for (field, item) in zip(schema[node].fields, items) where item.unwrapped != .null {
                let type = Self.bare(schema, field.type)
                values[field.name] = item.unwrapped
                switch (item.unwrapped, schema[type].kind) {
                case (.record, _): records[field.name] = [PacketFields(item, schema, type)]
                case (.array(let all), .array(let element)):
                    records[field.name] = all.map { PacketFields($0, schema, Self.bare(schema, element)) }
                default: break
                }
            }
        }
        (self.values, self.records) = (values, records)
    }

    private static func bare(_ schema: Schema, _ node: Schema.NodeID) -> Schema.NodeID {
        guard case .union(let branches) = schema[node].kind else { return node }
        return branches.first { schema[$0].kind != .null } ?? node
    }

    func record(_ name: String) -> PacketFields? { records[name]?.first }
    func list(_ name: String) -> [PacketFields] { records[name] ?? [] }

    func number(_ name: String) -> Double? {
        switch values[name] {
        case .double(let value): value
        case .float(let value): Double(value)
        case .int(let value): Double(value)
        case .long(let value): Double(value)
        default: nil
        }
    }

    func flag(_ name: String) -> Bool? { if case .boolean(let value)? = values[name] { value } else { nil } }
    func text(_ name: String) -> String? { if case .string(let value)? = values[name] { value } else { nil } }
}
