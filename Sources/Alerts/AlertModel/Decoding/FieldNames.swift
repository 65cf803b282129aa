internal import Avro

extension Schema {
    /// The names of the fields of the record at `path`, through unions and array items; empty where there is none.
    func fieldNames(at path: [String]) -> Set<String> {
        var id = root
        for name in path {
            guard let record = record(within: id), let field = self[record].fields.first(where: { $0.name == name })
            else { return [] }
            id = field.type
        }
        return Set(record(within: id).map { self[$0].fields.map(\.name) } ?? [])
    }

    /// The record that a type is, may be, or lists.
    private func record(within id: NodeID) -> NodeID? {
        switch self[id].kind {
        case .record: id
        case .array(let items): record(within: items)
        case .union(let branches): branches.lazy.compactMap { record(within: $0) }.first
        default: nil
        }
    }
}
