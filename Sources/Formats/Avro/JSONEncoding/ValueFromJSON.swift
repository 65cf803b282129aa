extension Schema {
    /// The value that `json`, in Avro's JSON encoding, stands for.
    ///
    /// - Throws: `AvroError` naming the field whose JSON is not of its type.
    public func value(ofJSON json: JSON) throws(AvroError) -> Value { try value(ofJSON: json, root, depth: 0) }

    private func value(ofJSON json: JSON, _ id: NodeID, depth: Int) throws(AvroError) -> Value {
        guard depth < 256 else { throw AvroError(.limit, "values nested deeper than 256") }
        switch (nodes[id].kind, json) {
        case (.union(let branches), _): return try union(ofJSON: json, branches, depth)
        case (.record(let record), .object): return try self.record(ofJSON: json, record, depth)
        case (.array(let items), .array(let list)):
            var values: [Value] = []
            for (index, item) in list.enumerated() {
                do throws(AvroError) {
                    values.append(try value(ofJSON: item, items, depth: depth + 1))
                } catch {
                    throw error.inside("[\(index)]")
                }
            }
            return .array(values)
        case (.map(let type), .object(let members)):
            var entries: [Value.Entry] = []
            for member in members {
                entries.append(Value.Entry(member.name, try value(ofJSON: member.value, type, depth: depth + 1)))
            }
            return .map(entries)
        case (.record, _), (.array, _), (.map, _):
            throw AvroError(.value, "\(json.kind) is not a value of type \(typeName(id))")
        default:
            do throws(AvroError) {
                return try value(ofDefault: json, type: id)
            } catch {
                throw AvroError(.value, "\(json.kind) is not a value of type \(typeName(id))")
            }
        }
    }

    private func union(ofJSON json: JSON, _ branches: [NodeID], _ depth: Int) throws(AvroError) -> Value {
        if json == .null, let branch = branches.firstIndex(where: { nodes[$0].kind == .null }) {
            return .union(branch: branch, .null)
        }
        guard case .object(let members) = json, let member = members.first, members.count == 1,
            let branch = branches.firstIndex(where: { typeName($0) == member.name })
        else { throw AvroError(.value, "a union must be null or an object that names its branch") }
        return .union(branch: branch, try value(ofJSON: member.value, branches[branch], depth: depth + 1))
    }

    private func record(ofJSON json: JSON, _ record: Record, _ depth: Int) throws(AvroError) -> Value {
        var values: [Value] = []
        for field in record.fields {
            do throws(AvroError) {
                if let given = json[field.name] {
                    values.append(try value(ofJSON: given, field.type, depth: depth + 1))
                } else if let given = field.defaultValue {
                    values.append(try value(ofDefault: given, type: field.type))
                } else {
                    throw AvroError(.value, "the field is missing and has no default")
                }
            } catch {
                throw error.inside(field.name)
            }
        }
        return .record(values)
    }
}
