internal import Bytes

extension Schema {
    /// How `left` and `right`, two values of this schema, are ordered: below zero, zero or above zero.
    ///
    /// Records compare field by field by their `order`; enums by position; unions by branch, then value; strings and
    /// bytes by unsigned bytes; NaN stands above all numbers. Maps have no order.
    ///
    /// - Throws: `AvroError` where a map must be compared or a value is not of its type.
    public func compare(_ left: Value, _ right: Value) throws(AvroError) -> Int {
        try compare(left, right, root, depth: 0)
    }

    private func compare(_ left: Value, _ right: Value, _ id: NodeID, depth: Int) throws(AvroError) -> Int {
        guard depth < 256 else { throw AvroError(.limit, "values nested deeper than 256") }
        switch (nodes[id].kind, left, right) {
        case (.null, .null, .null): return 0
        case (.boolean, .boolean(let l), .boolean(let r)): return Self.order(l ? 1 : 0, r ? 1 : 0)
        case (.int, .int(let l), .int(let r)): return Self.order(l, r)
        case (.long, .long(let l), .long(let r)): return Self.order(l, r)
        case (.float, .float(let l), .float(let r)): return Self.order(Double(l), Double(r))
        case (.double, .double(let l), .double(let r)): return Self.order(l, r)
        case (.string, .string(let l), .string(let r)): return Self.lexical(l.utf8, r.utf8)
        case (.bytes, .bytes(let l), .bytes(let r)), (.fixed, .fixed(let l), .fixed(let r)): return Self.lexical(l, r)
        case (.enumeration, .enumeration(let l), .enumeration(let r)): return Self.order(l, r)
        case (.array(let items), .array(let l), .array(let r)):
            for (l, r) in zip(l, r) {
                let order = try compare(l, r, items, depth: depth + 1)
                if order != 0 { return order }
            }
            return Self.order(l.count, r.count)
        case (.union(let branches), .union(let l, let x), .union(let r, let y)) where branches.indices.contains(l):
            return l == r ? try compare(x, y, branches[l], depth: depth + 1) : Self.order(l, r)
        case (.record(let record), .record(let l), .record(let r)):
            return try compare(l, r, record, depth)
        case (.map, .map, .map): throw AvroError(.value, "maps have no order")
        default: throw AvroError(.value, "a value that is compared is not of type \(typeName(id))")
        }
    }

    private func compare(_ left: [Value], _ right: [Value], _ record: Record, _ depth: Int) throws(AvroError) -> Int {
        guard left.count == record.fields.count, right.count == left.count else {
            throw AvroError(.value, "a value that is compared is not of type \(record.name.full)")
        }
        for (index, field) in record.fields.enumerated() where field.order != .ignore {
            do throws(AvroError) {
                let order = try compare(left[index], right[index], field.type, depth: depth + 1)
                if order != 0 { return field.order == .descending ? -order : order }
            } catch {
                throw error.inside(field.name)
            }
        }
        return 0
    }

    private static func order<T: Comparable>(_ left: T, _ right: T) -> Int { left < right ? -1 : left > right ? 1 : 0 }

    private static func order(_ left: Double, _ right: Double) -> Int {
        left.isNaN || right.isNaN
            ? order(left.isNaN ? 1 : 0, right.isNaN ? 1 : 0) : left < right ? -1 : left > right ? 1 : 0
    }

    private static func lexical(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Int {
        left.lexicographicallyPrecedes(right) ? -1 : right.lexicographicallyPrecedes(left) ? 1 : 0
    }
}
