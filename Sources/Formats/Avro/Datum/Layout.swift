/// A schema as flat numbers, for the loops that read and write datums: no strings, no reference counts.
struct Layout: Sendable {
    enum Kind: UInt8 {
        case null, boolean, int, long, float, double, bytes, string
        case record, enumeration, array, map, union, fixed
    }

    /// A type. `first` and `count` are the range of a record's fields or a union's branches in `children`; `count` is
    /// also the size of a fixed and the number of symbols of an enum, `first` the item type of an array or map.
    struct Element {
        var kind: Kind
        var first: Int32 = 0
        var count: Int32 = 0
        /// The fewest bytes that a value of this type takes.
        var minimumSize: Int32 = 0
    }

    let elements: [Element]
    let children: [Int32]
    let root: Int32

    init(_ schema: Schema) {
        var elements: [Element] = []
        var children: [Int32] = []
        for node in schema.nodes { elements.append(Self.element(node.kind, &children)) }
        var done = [UInt8](repeating: 0, count: elements.count)
        for id in elements.indices { _ = Self.minimumSize(id, &elements, children, &done, 0) }
        self.elements = elements
        self.children = children
        root = Int32(schema.root)
    }

    private static func element(_ kind: Schema.Kind, _ children: inout [Int32]) -> Element {
        switch kind {
        case .null: Element(kind: .null)
        case .boolean: Element(kind: .boolean)
        case .int: Element(kind: .int)
        case .long: Element(kind: .long)
        case .float: Element(kind: .float)
        case .double: Element(kind: .double)
        case .bytes: Element(kind: .bytes)
        case .string: Element(kind: .string)
        case .record(let record): list(.record, record.fields.map(\.type), &children)
        case .union(let branches): list(.union, branches, &children)
        case .enumeration(let enumeration): Element(kind: .enumeration, count: Int32(enumeration.symbols.count))
        case .array(let items): Element(kind: .array, first: Int32(items))
        case .map(let values): Element(kind: .map, first: Int32(values))
        case .fixed(let fixed): Element(kind: .fixed, count: Int32(fixed.size))
        }
    }

    private static func list(_ kind: Kind, _ ids: [Int], _ children: inout [Int32]) -> Element {
        let first = Int32(children.count)
        children.append(contentsOf: ids.map(Int32.init))
        return Element(kind: kind, first: first, count: Int32(ids.count))
    }

    /// Records that contain themselves do so through a union or a list, whose least size does not ask further.
    private static func minimumSize(
        _ id: Int, _ elements: inout [Element], _ children: [Int32], _ done: inout [UInt8], _ depth: Int
    ) -> Int32 {
        let element = elements[id]
        guard done[id] == 0 else { return element.minimumSize }
        done[id] = 1
        var size: Int32
        switch element.kind {
        case .null: size = 0
        case .float: size = 4
        case .double: size = 8
        case .fixed: size = element.count
        case .record:
            size = 0
            guard depth < 500 else { break }
            for index in element.first..<element.first + element.count {
                let child = minimumSize(Int(children[Int(index)]), &elements, children, &done, depth + 1)
                size = size.addingReportingOverflow(child).overflow ? .max : size + child
            }
        default: size = 1
        }
        elements[id].minimumSize = size
        return size
    }
}
