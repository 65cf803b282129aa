/// Every path of a schema.
struct AllColumns {
    static let most = 1 << 15

    let schema: Schema
    var request = Request()
    var columns: [Column] = []
    var paths: [String] = []
    /// The records that the present place lies in.
    private var around: Set<Int> = []
    private var known: Set<Column> = []
    private var visits = 0
    private var pathBytes = 0

    init(schema: Schema) { self.schema = schema }

    private mutating func want(_ column: Column, _ path: String) {
        guard known.insert(column).inserted else { return }
        columns.append(column)
        paths.append(path)
        pathBytes += path.utf8.count
    }

    mutating func add(_ id: Int, place: Int, path: String, depth: Int) throws(AvroError) {
        visits += 1
        guard visits < Self.most, depth < 64, path.utf8.count < 4096, pathBytes < 4 << 20 else {
            throw AvroError(.limit, "the schema has too many columns or levels", path: path)
        }
        switch schema.nodes[id].kind {
        case .record(let record):
            guard around.insert(id).inserted else { return want(request.column(at: place), path) }
            for field in record.fields {
                let inner = path.isEmpty ? field.name : "\(path).\(field.name)"
                try add(field.type, place: request.field(field.name, of: place), path: inner, depth: depth + 1)
            }
            around.remove(id)
        case .union(let branches):
            for branch in branches where schema.nodes[branch].kind != .null {
                try add(branch, place: place, path: path, depth: depth + 1)
            }
        case .array(let items): try addItems(items, place: place, path: path, depth: depth)
        case .map(let values):
            want(request.key(of: place), path + "{}")
            try addItems(values, place: place, path: path, depth: depth)
        default: want(request.column(at: place), path)
        }
    }

    private mutating func addItems(_ type: Int, place: Int, path: String, depth: Int) throws(AvroError) {
        want(request.column(at: place), path)
        try add(type, place: request.items(of: place), path: path + "[]", depth: depth + 1)
    }
}
