internal import Bytes

/// One pass over a datum that notes what is to be replaced.
struct ShiftWalk {
    /// New bytes for a range of old ones.
    struct Patch {
        var start: Int
        var end: Int
        var kind: ShiftKind
        /// The new number: a zig-zag varint, the bits of a double, or the key of a name.
        var bits: UInt64
    }

    let nodes: UnsafePointer<ShiftPlan.Node>
    let children: UnsafePointer<ShiftPlan.Child>
    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    let idShift: Int64
    let daysShift: Double
    var p: UnsafePointer<UInt8>
    var patches: [Patch] = []

    mutating func visit(_ id: Int32, _ kind: ShiftKind, depth: Int) throws(AlertModelError) {
        let node = nodes[Int(id)]
        switch node.form {
        case .empty: break
        case .byte: try skip(1)
        case .varint: try integer(kind)
        case .four: try skip(4)
        case .eight: try real(kind)
        case .blob: try blob(kind)
        case .fixed: try skip(Int(node.first))
        case .optional: try optional(node, kind, depth: depth)
        default:
            guard depth < 64 else { throw fault("values nested deeper than 64") }
            try nested(node, kind, depth: depth + 1)
        }
    }

    /// A union of null and one other type, whose branch takes one byte.
    @inline(__always)
    private mutating func optional(_ node: ShiftPlan.Node, _ kind: ShiftKind, depth: Int) throws(AlertModelError) {
        guard p < end else { throw fault("the datum ends early") }
        let branch = p.pointee
        guard branch == 0 || branch == 2 else { throw fault("a union branch that does not exist") }
        p += 1
        let child = children[Int(node.first) + Int(branch >> 1)].node
        switch nodes[Int(child)].form {
        case .empty: return
        case .four where kind == .none: try skip(4)
        case .byte: try skip(1)
        default: try visit(child, kind, depth: depth)
        }
    }

    private mutating func nested(_ node: ShiftPlan.Node, _ kind: ShiftKind, depth: Int) throws(AlertModelError) {
        switch node.form {
        case .record:
            for index in Int(node.first)..<Int(node.first + node.count) {
                let child = children[index]
                try visit(child.node, child.kind, depth: depth)
            }
        case .union:
            let branch = try long()
            guard branch >= 0, branch < Int64(node.count) else { throw fault("a union branch that does not exist") }
            try visit(children[Int(node.first) + Int(branch)].node, kind, depth: depth)
        default: try items(node, kind, depth: depth)
        }
    }

    private mutating func items(_ node: ShiftPlan.Node, _ kind: ShiftKind, depth: Int) throws(AlertModelError) {
        var empties = 0
        while true {
            let count = try long()
            if count == 0 { return }
            guard count > .min else { throw fault("a block count out of range") }
            if count < 0 { _ = try long() }
            for _ in 0..<abs(count) {
                let before = p
                if node.form == .map { try blob(.none) }
                try visit(node.first, kind, depth: depth)
                empties += p == before ? 1 : 0
                guard empties < 1 << 16 else { throw fault("too many items without bytes") }
            }
        }
    }

    private mutating func integer(_ kind: ShiftKind) throws(AlertModelError) {
        let first = p
        let value = try long()
        switch kind {
        case .id where value != 0: try note(first, kind, value, plus: idShift)
        case .microseconds: try note(first, kind, value, plus: Int64(daysShift * 86_400_000_000))
        default: break
        }
    }

    private mutating func note(
        _ first: UnsafePointer<UInt8>, _ kind: ShiftKind, _ value: Int64, plus shift: Int64
    ) throws(AlertModelError) {
        let (moved, overflow) = value.addingReportingOverflow(shift)
        guard !overflow else {
            throw AlertModelError(.mapping, "the id \(value) cannot be shifted by \(shift)", offset: first - start)
        }
        let bits = UInt64(bitPattern: moved << 1 ^ moved >> 63)
        patches.append(Patch(start: first - start, end: p - start, kind: kind, bits: bits))
    }

    private mutating func real(_ kind: ShiftKind) throws(AlertModelError) {
        let first = p
        try skip(8)
        guard kind == .days else { return }
        let old = Double(bitPattern: UInt64(littleEndian: UnsafeRawPointer(first).loadUnaligned(as: UInt64.self)))
        patches.append(
            Patch(start: first - start, end: p - start, kind: kind, bits: (old + daysShift).bitPattern))
    }

    /// Names that are none of ZTF's stay as they are.
    private mutating func blob(_ kind: ShiftKind) throws(AlertModelError) {
        let length = try long()
        guard length >= 0, length <= Int64(end - p) else { throw fault("a length beyond the end") }
        let first = p
        p += Int(length)
        guard kind == .name, let key = ZTFName.key(UnsafeRawBufferPointer(start: first, count: Int(length))) else {
            return
        }
        let bits = UInt64(bitPattern: ZTFName.shifted(key, by: idShift))
        patches.append(Patch(start: first - start, end: p - start, kind: kind, bits: bits))
    }

    @inline(__always)
    private mutating func skip(_ count: Int) throws(AlertModelError) {
        guard count <= end - p else { throw fault("the datum ends early") }
        p += count
    }

    @inline(__always)
    private mutating func long() throws(AlertModelError) -> Int64 {
        var raw: UInt64 = 0
        var shift: UInt64 = 0
        while p < end, shift < 64 {
            let byte = p.pointee
            p += 1
            raw |= UInt64(byte & 0x7f) &<< shift
            if byte < 0x80 { return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1) }
            shift += 7
        }
        throw fault("a number that does not end")
    }

    @inline(never)
    private func fault(_ message: String) -> AlertModelError {
        AlertModelError(.decode, message, offset: p - start)
    }
}
