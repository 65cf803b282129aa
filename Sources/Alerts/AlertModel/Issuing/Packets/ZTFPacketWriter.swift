public import Avro
public import Bytes

/// Writes ZTF alert packets of schema 4.02: one container file each, the schema within, not compressed.
///
/// A writer is a value that any number of tasks may use at once.
public struct ZTFPacketWriter: Sendable {
    /// The built-in schema 4.02.
    public let schema: Schema
    /// The records of the detection, of earlier ones and of forced photometry.
    public let candidate: RecordLayout
    /// The items of `prv_candidates`.
    public let prvCandidate: RecordLayout
    /// The items of `fp_hists`.
    public let fpHist: RecordLayout
    private let head: Bytes
    private let sync: Bytes

    /// - Parameter sync: the 16 bytes that end a block; nil takes random ones.
    /// - Throws: `AlertModelError` (`schema`) where there is no schema or `sync` has another length.
    public init(sync: Bytes? = nil) throws(AlertModelError) {
        guard let schema = SchemaDirectory.ztf else { throw AlertModelError(.schema, "no schema of ZTF is built in") }
        var layouts: [String: RecordLayout] = [:]
        for field in schema.rootNode.fields {
            let type = FieldOp.branches(schema, field.type).value
            if case .array(let items) = schema[type].kind {
                layouts[field.name] = try RecordLayout(schema: schema, node: items)
            } else if case .record = schema[type].kind {
                layouts[field.name] = try RecordLayout(schema: schema, node: type)
            }
        }
        guard let candidate = layouts["candidate"], let prvCandidate = layouts["prv_candidates"],
            let fpHist = layouts["fp_hists"]
        else { throw AlertModelError(.schema, "the schema lacks ZTF's records") }
        do throws(AvroError) {
            var container = try ContainerWriter(schema: schema, sync: sync)
            head = container.drain()
            self.sync = container.sync
        } catch {
            throw AlertModelError(.schema, "no container file can be begun", error)
        }
        self.schema = schema
        self.candidate = candidate
        self.prvCandidate = prvCandidate
        self.fpHist = fpHist
    }

    /// The file of `parts`.
    ///
    /// - Throws: `AlertModelError` (`schema`) where a record is of another schema. Complexity: O(bytes).
    public func write(_ parts: ZTFPacketParts) throws(AlertModelError) -> Bytes {
        guard parts.candidate.key == candidate.key, parts.prvCandidates?.key ?? prvCandidate.key == prvCandidate.key,
            parts.fpHists?.key ?? fpHist.key == fpHist.key
        else { throw AlertModelError(.schema, "a record of another schema than the packet's") }
        let datum = datum(parts)
        return Bytes(capacity: head.count + datum.count + sync.count + 20) { memory in
            guard let base = memory.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
            var p = base
            head.withUnsafeBytes { PacketBytes.copy($0, &p) }
            PacketBytes.writeLong(1, &p)
            datum.withUnsafeBytes { PacketBytes.writeBlob($0, &p) }
            sync.withUnsafeBytes { PacketBytes.copy($0, &p) }
            return p - base
        }
    }

    private func datum(_ parts: ZTFPacketParts) -> Bytes {
        let writer = ByteWriter(capacity: 1 << 16)
        writer.appendString(parts.schemavsn)
        writer.appendString(parts.publisher)
        writer.appendString(parts.objectId)
        writer.appendLong(parts.candid)
        writer.append(parts.candidate.bytes)
        append(parts.prvCandidates, to: writer)
        append(parts.fpHists, to: writer)
        for cutout in [parts.cutoutScience, parts.cutoutTemplate, parts.cutoutDifference] {
            writer.appendLong(cutout == nil ? 0 : 1)
            guard let cutout else { continue }
            writer.appendString(cutout.fileName)
            writer.appendBlob(cutout.stampData)
        }
        return writer.bytes
    }

    private func append(_ records: EncodedRecords?, to writer: ByteWriter) {
        writer.appendLong(records == nil ? 0 : 1)
        guard let records else { return }
        if records.count > 0 {
            writer.appendLong(Int64(records.count))
            records.withUnsafeBytes { writer.append($0) }
        }
        writer.append(0)
    }
}
