extension Schema {
    /// Refuses a record that must contain itself without end: no value of it could be written.
    func checkInhabited() throws(AvroError) {
        var state = [UInt8](repeating: 0, count: nodes.count)
        for id in nodes.indices { try visit(id, &state) }
    }

    /// 1: being visited, 2: finite. Only fields of records can force a value to contain another.
    private func visit(_ id: NodeID, _ state: inout [UInt8]) throws(AvroError) {
        guard state[id] != 2, case .record(let record) = nodes[id].kind else { return }
        guard state[id] != 1 else {
            throw AvroError(.schema, "the record '\(record.name.full)' contains itself without end")
        }
        state[id] = 1
        for field in record.fields { try visit(field.type, &state) }
        state[id] = 2
    }
}
