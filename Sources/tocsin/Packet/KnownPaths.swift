import Avro

/// Which of the fields that a person asked for some packet's schema has.
struct KnownPaths {
    private var unknown: [String]
    private var seen: [Schema] = []
    private var names: Set<String> = []

    init(wanted: [String]) {
        unknown = wanted
    }

    /// Complexity: O(fields) for a schema not met before, else O(1).
    mutating func look(in schema: Schema) throws {
        guard !unknown.isEmpty, !seen.contains(schema) else { return }
        seen.append(schema)
        let paths = try DecodingPlan(allColumnsOf: schema).paths
        names.formUnion(paths)
        unknown.removeAll { path in
            paths.contains { known in
                known == path || [".", "[]", "{}"].contains { known.hasPrefix(path + $0) }
            }
        }
    }

    /// A sentence for each field that no schema has; none where no packet was looked into.
    var problems: [String] {
        seen.isEmpty
            ? []
            : unknown.map { path in
                let hint = NearMiss.of(path, in: names).map { "; did you mean '\($0)'?" } ?? ""
                return "no packet has a field '\(path)'\(hint)"
            }
    }
}
