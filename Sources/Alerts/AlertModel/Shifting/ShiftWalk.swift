internal import Bytes

/// One pass over a datum that notes what is to be replaced.
struct ShiftWalk {
    /// New bytes for a range of old ones.
    struct Patch {
        var start: Int
        var end: Int
        var kind: ShiftKind
        /// The new number: a zig-zag varint or the bits of a double.
        var bits: UInt64
    }

    let plan: ShiftPlan
    let memory: UnsafeRawBufferPointer
    let idShift: Int64
    let daysShift: Double
    var position: Int
    var patches: [Patch] = []

    mutating func visit(_ id: Int32, _ kind: ShiftKind, depth: Int) throws(AlertModelError) {
        let node = plan.nodes[Int(id)]
        switch node.form {
        case .empty: break
        case .byte: try skip(1)
        case .varint: try integer(kind)
        case .four: try skip(4)
        case .eight: try real(kind)
        case .blob: try blob(kind)
        case .fixed: try skip(Int(node.first))
        default:
            guard depth < 64 else { throw fault("values nested deeper than 64") }
            try nested(node, kind, depth: depth + 1)
        }
    }

    private mutating func nested(_ node: ShiftPlan.Node, _ kind: ShiftKind, depth: Int) throws(AlertModelError) {
        switch node.form {
        case .record:
            for index in Int(node.first)..<Int(node.first + node.count) {
                let child = plan.children[index]
                try visit(child.node, child.kind, depth: depth)
            }
        case .union:
            let branch = try long()
            guard branch >= 0, branch < Int64(node.count) else { throw fault("a union branch that does not exist") }
            try visit(plan.children[Int(node.first) + Int(branch)].node, kind, depth: depth)
        default: try items(node, kind, depth: depth)
        }
    }

    private mutating func items(_ node: ShiftPlan.Node, _ kind: ShiftKind, depth: Int) throws(AlertModelError) {
        var empties = 0
        while true {
            let count = try long()
            if count == 0 { return }
            if count < 0 { _ = try long() }
            guard count > .min else { throw fault("a block count out of range") }
            for _ in 0..<abs(count) {
                let before = position
                if node.form == .map { try blob(.none) }
                try visit(node.first, kind, depth: depth)
                empties += position == before ? 1 : 0
                guard empties < 1 << 16 else { throw fault("too many items without bytes") }
            }
        }
    }

    private mutating func integer(_ kind: ShiftKind) throws(AlertModelError) {
        let start = position
        let value = try long()
        switch kind {
        case .id where value != 0: try note(start, kind, value, plus: idShift)
        case .microseconds: try note(start, kind, value, plus: Int64(daysShift * 86_400_000_000))
        default: break
        }
    }

    private mutating func note(_ start: Int, _ kind: ShiftKind, _ value: Int64, plus shift: Int64) throws(AlertModelError) {
        let (moved, overflow) = value.addingReportingOverflow(shift)
        guard !overflow else { throw AlertModelError(.mapping, "the id \(value) cannot be shifted by \(shift)", offset: start) }
        patches.append(Patch(start: start, end: position, kind: kind, bits: UInt64(bitPattern: moved << 1 ^ moved >> 63)))
    }

    private mutating func real(_ kind: ShiftKind) throws(AlertModelError) {
        let start = position
        try skip(8)
        guard kind == .days else { return }
        let bits = UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        patches.append(Patch(start: start, end: position, kind: kind, bits: (Double(bitPattern: bits) + daysShift).bitPattern))
    }

    /// Names that are none of ZTF's stay as they are.
    private mutating func blob(_ kind: ShiftKind) throws(AlertModelError) {
        let length = try long()
        guard length >= 0, length <= Int64(memory.count - position) else { throw fault("a length beyond the end") }
        let start = position
        position += Int(length)
        guard kind == .name, let key = ZTFName.key(UnsafeRawBufferPointer(rebasing: memory[start..<position])) else { return }
        patches.append(Patch(start: start, end: position, kind: kind, bits: UInt64(bitPattern: ZTFName.shifted(key, by: idShift))))
    }

    private mutating func skip(_ count: Int) throws(AlertModelError) {
        guard count <= memory.count - position else { throw fault("the datum ends early") }
        position += count
    }

    private mutating func long() throws(AlertModelError) -> Int64 {
        var raw: UInt64 = 0
        var shift: UInt64 = 0
        while position < memory.count, shift < 64 {
            let byte = memory[position]
            position += 1
            raw |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1) }
            shift += 7
        }
        throw fault("a number that does not end")
    }

    private func fault(_ message: String) -> AlertModelError { AlertModelError(.decode, message, offset: position) }
}
