public import Avro
public import Bytes

/// Gives packets other ids and times, so that one night's packets can be played again as another night's.
///
/// Shifted alike, in the packet's own detection, its history and its object, are diaSourceId, alertId, diaObjectId,
/// parentDiaSourceId, diaForcedSourceId, candid, ZTF names (as numbers in base 26, modulo their range), and all times in
/// MJD TAI and JD. Numbers of solar-system objects, visits and images stay. What is not shifted is copied byte for byte.
public struct PacketShifter: Sendable {
    private let plan: ShiftPlan

    /// A shifter for datums of `schema`.
    public init(schema: Schema) { plan = ShiftPlan(schema, kind: ShiftKind.init) }

    /// The packet whose datum begins at `offset` (5 in Confluent framing), with the bytes before it as they are.
    ///
    /// - Parameters:
    ///   - idShift: added to ids; 0, which stands for none, stays 0.
    ///   - daysShift: added to times.
    /// - Throws: `AlertModelError` (`decode`) where the datum is not of the schema or bytes follow it, (`mapping`) where
    ///   an id overflows. Complexity: O(bytes), two passes.
    public func shift(
        _ packet: Bytes, from offset: Int = 0, idShift: Int64, daysShift: Double
    ) throws(AlertModelError) -> Bytes {
        guard offset >= 0, offset <= packet.count, daysShift.magnitude < 1e7 else {
            throw AlertModelError(.decode, "an offset or a shift of time out of range")
        }
        return try packet.withUnsafeBytes { (memory) throws(AlertModelError) in
            Self.apply(try patches(memory, offset, idShift, daysShift), to: memory)
        }
    }

    private func patches(
        _ memory: UnsafeRawBufferPointer, _ offset: Int, _ idShift: Int64, _ daysShift: Double
    ) throws(AlertModelError) -> [ShiftWalk.Patch] {
        guard let base = memory.baseAddress else { throw AlertModelError(.decode, "the packet is empty", offset: 0) }
        let start = base.assumingMemoryBound(to: UInt8.self)
        return try plan.withPointers { (nodes, children) throws(AlertModelError) in
            var walk = ShiftWalk(
                nodes: nodes, children: children, start: start, end: start + memory.count, idShift: idShift,
                daysShift: daysShift, p: start + offset)
            walk.patches.reserveCapacity(64)
            try walk.visit(plan.root, .none, depth: 0)
            guard walk.p == walk.end else {
                throw AlertModelError(.decode, "bytes follow the datum", offset: walk.p - start)
            }
            return walk.patches
        }
    }

    private static func apply(_ patches: [ShiftWalk.Patch], to memory: UnsafeRawBufferPointer) -> Bytes {
        let room = memory.count + 10 * patches.count
        return Bytes(capacity: room) { output in
            var copied = 0
            var end = 0
            for patch in patches {
                copy(memory[copied..<patch.start], to: output, &end)
                write(patch, to: output, &end)
                copied = patch.end
            }
            copy(memory[copied...], to: output, &end)
            return end
        }
    }

    private static func copy(
        _ source: Slice<UnsafeRawBufferPointer>, to output: UnsafeMutableRawBufferPointer, _ end: inout Int
    ) {
        UnsafeMutableRawBufferPointer(rebasing: output[end...]).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: source))
        end += source.count
    }

    private static func write(_ patch: ShiftWalk.Patch, to output: UnsafeMutableRawBufferPointer, _ end: inout Int) {
        switch patch.kind {
        case .days:
            output.storeBytes(of: patch.bits.littleEndian, toByteOffset: end, as: UInt64.self)
            end += 8
        case .name:
            for byte in ZTFName.text(Int64(bitPattern: patch.bits)).utf8 {
                output[end] = byte
                end += 1
            }
        default:
            var raw = patch.bits
            while raw >= 0x80 {
                output[end] = UInt8(truncatingIfNeeded: raw) | 0x80
                raw >>= 7
                end += 1
            }
            output[end] = UInt8(raw)
            end += 1
        }
    }
}
