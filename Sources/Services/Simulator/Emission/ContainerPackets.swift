internal import AlertModel
internal import Avro
internal import Bytes

/// LSST packets as Avro container files: one packet each, with its schema, as every Avro reader opens it.
///
/// ZTF's packets are container files already and are left as they are.
struct ContainerPackets {
    private let directory = SchemaDirectory()
    /// By number of the schema: what the file begins with, and the marker that ends it.
    private var heads: [UInt32: (head: Bytes, sync: Bytes)] = [:]

    /// `packet` with the file as its bytes; the same every time. Complexity: O(bytes).
    ///
    /// - Throws: `SimulatorError` where the schema is not known.
    mutating func file(of packet: IssuedPacket) throws(SimulatorError) -> IssuedPacket {
        guard packet.bytes.count >= 5, packet.bytes[0] == 0 else { return packet }
        let (head, sync) = try head(packet.schemaID)
        let datum = packet.bytes.slice(5..<packet.bytes.count)
        let writer = ByteWriter(capacity: head.count + datum.count + 64)
        writer.append(head)
        writer.appendLong(1)
        writer.appendBlob(datum)
        writer.append(sync)
        var file = packet
        file.bytes = writer.bytes
        return file
    }

    private mutating func head(_ id: UInt32) throws(SimulatorError) -> (head: Bytes, sync: Bytes) {
        if let head = heads[id] { return head }
        guard let schema = directory.schema(id: id) else { throw SimulatorError("there is no schema \(id)") }
        do throws(AvroError) {
            var writer = try ContainerWriter(schema: schema, sync: schema.md5)
            let head = (writer.drain(), writer.sync)
            heads[id] = head
            return head
        } catch { throw SimulatorError("no container file of schema \(id) can be begun: \(error)") }
    }
}
