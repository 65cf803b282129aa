internal import Bytes

/// A part of a packet, as its field takes it.
enum PacketPart {
    case null
    case number(Int64)
    case text(String)
    case blob(Bytes)
    case record(EncodedRecord)
    case records(EncodedRecords)

    /// Bytes that its encoding never exceeds, the branch byte included.
    var room: Int {
        switch self {
        case .null: 1
        case .number: 11
        case .text(let text): 11 + text.utf8.count
        case .blob(let bytes): 11 + bytes.count
        case .record(let record): 1 + record.bytes.count
        case .records(let records): 12 + records.byteCount
        }
    }
}

extension PacketField {
    /// What the packet has for the field.
    ///
    /// - Throws: `AlertModelError` (`mapping`) where it has nothing for a field that is not nullable, (`schema`) where
    ///   a record is of another schema.
    func value(_ parts: LSSTPacketParts) throws(AlertModelError) -> PacketPart {
        let value = find(parts)
        switch value {
        case .null where !op.isNullable:
            throw AlertModelError(.mapping, "a part of the packet is missing", path: name)
        case .record(let record) where record.key != layout?.key: throw otherSchema
        case .records(let records) where records.key != layout?.key: throw otherSchema
        default: return value
        }
    }

    private var otherSchema: AlertModelError {
        AlertModelError(.schema, "a record of another schema than the packet's", path: name)
    }

    @inline(__always)
    private func find(_ parts: LSSTPacketParts) -> PacketPart {
        switch part {
        case .diaSourceId, .alertId: .number(parts.alertID)
        case .observationReason: parts.observationReason.map(PacketPart.text) ?? .null
        case .targetName: parts.targetName.map(PacketPart.text) ?? .null
        case .diaSource: .record(parts.diaSource)
        case .prvDiaSources: parts.prvDiaSources.map(PacketPart.records) ?? .null
        case .prvDiaForcedSources: parts.prvDiaForcedSources.map(PacketPart.records) ?? .null
        case .prvDiaNondetectionLimits: parts.prvDiaNondetectionLimits.map(PacketPart.records) ?? .null
        case .diaObject: parts.diaObject.map(PacketPart.record) ?? .null
        case .ssSource: parts.ssSource.map(PacketPart.record) ?? .null
        case .ssObject: parts.ssObject.map(PacketPart.record) ?? .null
        case .orbit, .orbitOfOldVersions: parts.orbit.map(PacketPart.record) ?? .null
        case .cutoutDifference: parts.cutoutDifference.map(PacketPart.blob) ?? .null
        case .cutoutScience: parts.cutoutScience.map(PacketPart.blob) ?? .null
        case .cutoutTemplate: parts.cutoutTemplate.map(PacketPart.blob) ?? .null
        case .none: .null
        }
    }

    /// Writes the branch and the value.
    @inline(__always)
    func write(_ value: PacketPart, _ p: inout PacketBytes.Pointer) {
        if op.isNullable {
            if case .null = value { p.pointee = op.nullByte } else { p.pointee = op.valueByte }
            p += 1
        }
        switch value {
        case .null: break
        case .number(let number): PacketBytes.writeLong(number, &p)
        case .text(var text): text.withUTF8 { PacketBytes.writeBlob(UnsafeRawBufferPointer($0), &p) }
        case .blob(let bytes): bytes.withUnsafeBytes { PacketBytes.writeBlob($0, &p) }
        case .record(let record): record.bytes.withUnsafeBytes { PacketBytes.copy($0, &p) }
        case .records(let records): write(records, &p)
        }
    }

    /// One block of an array, and the empty one that ends it.
    private func write(_ records: EncodedRecords, _ p: inout PacketBytes.Pointer) {
        if records.count > 0 {
            PacketBytes.writeLong(Int64(records.count), &p)
            records.withUnsafeBytes { PacketBytes.copy($0, &p) }
        }
        p.pointee = 0
        p += 1
    }
}
