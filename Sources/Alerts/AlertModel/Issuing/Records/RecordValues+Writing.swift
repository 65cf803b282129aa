extension RecordValues {
    /// Bytes that the record as set never exceeds.
    var room: Int { layout.room + texts.count }

    /// Writes the record to `memory`, which has `room` bytes, and returns the count it wrote.
    ///
    /// - Throws: `AlertModelError` (`mapping`), whose path is the field, where a field that is not nullable is unset or
    ///   a value did not fit. Complexity: O(fields + bytes of texts), no allocation.
    func write(to memory: UnsafeMutablePointer<UInt8>) throws(AlertModelError) -> Int {
        if let misfit { throw fault("holds a value that is not of its type", misfit) }
        var missing = -1
        let end = layout.ops.withUnsafeBufferPointer { ops in
            texts.withUnsafeBufferPointer { texts in writeAll(ops, texts, to: memory, &missing) }
        }
        if missing >= 0 { throw fault("has no value", missing) }
        return end - memory
    }

    @inline(__always)
    private func writeAll(
        _ ops: UnsafeBufferPointer<FieldOp>, _ texts: UnsafeBufferPointer<UInt8>,
        to memory: UnsafeMutablePointer<UInt8>, _ missing: inout Int
    ) -> UnsafeMutablePointer<UInt8> {
        var p = memory
        for slot in 0..<ops.count {
            let op = ops[slot]
            let isPresent = presence[slot >> 6] >> UInt64(slot & 63) & 1 == 1
            if op.isNullable {
                p.pointee = isPresent ? op.valueByte : op.nullByte
                p += 1
            } else if !isPresent {
                missing = slot
                return p
            }
            if isPresent { PacketBytes.write(words[slot], op.kind, texts, &p) }
        }
        return p
    }

    private func fault(_ message: String, _ slot: Int) -> AlertModelError {
        AlertModelError(.mapping, "a field of '\(layout.name)' \(message)", path: layout.fieldNames[slot])
    }
}
