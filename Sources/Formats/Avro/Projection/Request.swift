/// The paths asked for as a tree, and the tables and slots where their values will stand.
struct Request {
    /// A place in the tree.
    struct Place {
        var table: Int
        /// The slot of the value itself.
        var slot: Int?
        var fields: [String: Int] = [:]
        var items: Int?
        var keySlot: Int?
        /// The table of the items.
        var itemTable: Int?
    }

    var places: [Place] = [Place(table: 0)]
    /// Slots per row of each table.
    var tables: [Int] = [0]

    /// Enters `path` and gives its column. `a.b` is a field of a record, `a[]` an array's or map's item, `a{}` a
    /// map's key.
    mutating func add(_ path: String) throws(AvroError) -> Column {
        var place = 0
        for step in try Self.steps(path) {
            switch step {
            case .field(let name): place = field(name, of: place)
            case .items: place = items(of: place)
            case .key: return key(of: place)
            }
        }
        return column(at: place)
    }

    mutating func column(at place: Int) -> Column {
        let table = places[place].table
        if let slot = places[place].slot { return Column(table: table, index: slot) }
        let slot = newSlot(in: table)
        places[place].slot = slot
        return Column(table: table, index: slot)
    }

    private mutating func newSlot(in table: Int) -> Int {
        tables[table] += 1
        return tables[table] - 1
    }

    mutating func field(_ name: String, of place: Int) -> Int {
        if let known = places[place].fields[name] { return known }
        places.append(Place(table: places[place].table))
        places[place].fields[name] = places.count - 1
        return places.count - 1
    }

    /// The place of the items, in a table of their own.
    mutating func items(of place: Int) -> Int {
        if let known = places[place].items { return known }
        places.append(Place(table: itemTable(of: place)))
        places[place].items = places.count - 1
        return places.count - 1
    }

    mutating func itemTable(of place: Int) -> Int {
        if let table = places[place].itemTable { return table }
        tables.append(0)
        places[place].itemTable = tables.count - 1
        return tables.count - 1
    }

    mutating func key(of place: Int) -> Column {
        let table = itemTable(of: place)
        if let slot = places[place].keySlot { return Column(table: table, index: slot) }
        let slot = newSlot(in: table)
        places[place].keySlot = slot
        return Column(table: table, index: slot)
    }

    private enum Step { case field(String), items, key }

    private static func steps(_ path: String) throws(AvroError) -> [Step] {
        var steps: [Step] = []
        for part in path.split(separator: ".", omittingEmptySubsequences: false) {
            var name = part
            var suffixes: [Step] = []
            while name.hasSuffix("[]") || name.hasSuffix("{}") {
                suffixes.append(name.hasSuffix("[]") ? .items : .key)
                name.removeLast(2)
            }
            guard !name.isEmpty || (steps.isEmpty && !suffixes.isEmpty), steps.count < 64 else {
                throw AvroError(.column, "'\(path)' is not a path such as a.b[].c")
            }
            if !name.isEmpty { steps.append(.field(String(name))) }
            steps.append(contentsOf: suffixes.reversed())
        }
        return steps
    }
}
