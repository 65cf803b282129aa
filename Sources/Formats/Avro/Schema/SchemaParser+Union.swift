extension SchemaParser {
    mutating func union(_ branches: [JSON], namespace: String?) throws(AvroError) -> Schema.NodeID {
        var ids: [Schema.NodeID] = []
        var seen: Set<String> = []
        for (index, branch) in branches.enumerated() {
            let id = try at("[\(index)]") { (parser) throws(AvroError) in
                try parser.type(branch, namespace: namespace)
            }
            if case .union = nodes[id].kind { throw AvroError(.schema, "a union directly inside a union") }
            if !seen.insert(branchName(id)).inserted {
                try tolerate("a union has the branch '\(branchName(id))' twice")
            }
            ids.append(id)
        }
        return append(Schema.Node(.union(ids)))
    }

    private func branchName(_ id: Schema.NodeID) -> String {
        Schema(nodes: nodes, root: id).typeName(id)
    }
}
