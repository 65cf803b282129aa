import Avro

/// A schema as a list of lines, one a field, which people read and which can be compared.
struct SchemaOutline {
    struct Line: Hashable {
        /// Such as `prvDiaSources[].psfFlux`.
        var path: String
        var type: String
        var isNullable: Bool
        var defaultValue: String?
        var doc: String?

        /// Type with `?` where it may be null, and the default where it is not null.
        var typeText: String {
            let text = type + (isNullable ? "?" : "")
            guard let defaultValue, defaultValue != "null" else { return text }
            return "\(text) = \(defaultValue)"
        }
    }

    private(set) var lines: [Line] = []
    private let schema: Schema
    private var open: Set<Schema.NodeID> = []

    init(_ schema: Schema) {
        self.schema = schema
        add(schema.root, path: "")
    }

    /// Depth-first; a record inside itself is named and not entered again.
    private mutating func add(_ id: Schema.NodeID, path: String) {
        guard open.insert(id).inserted else { return }
        defer { open.remove(id) }
        for field in schema[id].fields {
            let name = path.isEmpty ? field.name : "\(path).\(field.name)"
            add(field, path: name)
        }
    }

    private mutating func add(_ field: Schema.Field, path: String) {
        let (inner, isNullable) = unwrapped(field.type)
        lines.append(
            Line(
                path: path, type: typeText(inner), isNullable: isNullable,
                defaultValue: field.defaultValue.map { "\($0)" },
                doc: field.doc))
        descend(inner, path: path)
    }

    private mutating func descend(_ id: Schema.NodeID, path: String) {
        switch schema[id].kind {
        case .record: add(id, path: path)
        case .array(let items): descend(unwrapped(items).id, path: path + "[]")
        case .map(let values): descend(unwrapped(values).id, path: path + "{}")
        default: break
        }
    }

    private func unwrapped(_ id: Schema.NodeID) -> (id: Schema.NodeID, isNullable: Bool) {
        guard case .union(let branches) = schema[id].kind else { return (id, false) }
        let others = branches.filter { schema[$0].kind != .null }
        return others.count == 1 && others.count < branches.count ? (others[0], true) : (id, false)
    }

    private func typeText(_ id: Schema.NodeID) -> String {
        switch schema[id].kind {
        case .array(let items): typeText(unwrapped(items).id) + "[]"
        case .map(let values): "map of " + typeText(unwrapped(values).id)
        case .union(let branches): branches.map(typeText).joined(separator: " | ")
        case .record(let record): record.name.short
        default: schema.typeName(id)
        }
    }
}

/// What differs between two schemas, by path.
struct SchemaDifference {
    var removed: [SchemaOutline.Line] = []
    var added: [SchemaOutline.Line] = []
    var changed: [(old: SchemaOutline.Line, new: SchemaOutline.Line)] = []

    init(from old: Schema, to new: Schema) {
        let oldLines = SchemaOutline(old).lines
        let newLines = SchemaOutline(new).lines
        let newByPath = Dictionary(newLines.map { ($0.path, $0) }) { first, _ in first }
        let oldPaths = Set(oldLines.map(\.path))
        for line in oldLines {
            guard let other = newByPath[line.path] else {
                removed.append(line)
                continue
            }
            if other.typeText != line.typeText { changed.append((line, other)) }
        }
        added = newLines.filter { !oldPaths.contains($0.path) }
    }

    var isEmpty: Bool { removed.isEmpty && added.isEmpty && changed.isEmpty }
}
