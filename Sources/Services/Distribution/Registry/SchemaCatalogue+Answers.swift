internal import Avro

extension SchemaCatalogue {
    /// What a registry that holds this says to a request, by the wire protocol of Confluent's registry.
    ///
    /// It is read-only: what would change it is answered by 405, except the question whether a subject has a schema.
    /// HEAD is answered as GET. Never throws, whatever the request holds.
    public func answer(to request: RegistryRequest) -> RegistryAnswer {
        guard let parts = request.parts else {
            return RegistryAnswer(error: 400, "The path cannot be read: its escapes are wrong, or it is too long.")
        }
        switch request.method {
        case "GET", "HEAD": return page(parts, request)
        case "POST" where parts.count == 2 && parts[0] == "subjects": return lookUp(in: parts[1], request)
        default: return .readOnly(request.method, at: request.path, allowed: allowed(parts))
        }
    }

    private func allowed(_ parts: [String]) -> String {
        parts.count == 2 && parts[0] == "subjects" ? "POST" : "GET, HEAD"
    }

    private func page(_ parts: [String], _ request: RegistryRequest) -> RegistryAnswer {
        switch (parts.first, parts.count) {
        case (nil, _): RegistryAnswer(.object([]))
        case ("schemas", 2) where parts[1] == "types": RegistryAnswer(.array([.string("AVRO")]))
        case ("schemas", 3...) where parts[1] == "ids": schema(parts[2], Array(parts.dropFirst(3)), request)
        case ("subjects", 1): subjectList(request.parameter("subjectPrefix"))
        case ("subjects", 2): .readOnly(request.method, at: request.path, allowed: "POST")
        case ("subjects", 3...) where parts[2] == "versions":
            subject(parts[1], Array(parts.dropFirst(3)), request)
        case ("config", 1), ("config", 2): setting(parts, "compatibilityLevel", "NONE")
        case ("mode", 1), ("mode", 2): setting(parts, "mode", "READONLY")
        case ("contexts", 1): RegistryAnswer(.array([.string(".")]))
        case ("associations", _): RegistryAnswer(error: 404, "This registry keeps no associations of topics.")
        default: .nothing(at: request.path)
        }
    }

    /// Of the registry, or of one subject.
    private func setting(_ parts: [String], _ name: String, _ value: String) -> RegistryAnswer {
        if parts.count == 2, ids(of: parts[1]) == nil { return .noSubject(parts[1]) }
        return RegistryAnswer(.object([.init(name, .string(value))]))
    }

    private func subjectList(_ prefix: String?) -> RegistryAnswer {
        RegistryAnswer(.array(subjects.filter { $0.hasPrefix(prefix ?? "") }.map { .string($0) }))
    }

    // MARK: By id

    private func schema(_ text: String, _ rest: [String], _ request: RegistryRequest) -> RegistryAnswer {
        // The parameter `subject` names where a client looks; ids are of the whole registry all the same.
        guard let id = Self.number(text), let entry = entries[id] else { return .noSchema(text.prefix(40)) }
        switch rest {
        case []:
            var members = [JSON.Member("schemaType", .string("AVRO")), .init("schema", .string(entry.text))]
            if request.parameter("fetchMaxId") == "true" {
                members.append(.init("maxId", .integer(Int64(ids.max() ?? id))))
            }
            return RegistryAnswer(.object(members))
        case ["schema"]: return RegistryAnswer(status: 200, body: entry.text)
        case ["subjects"]: return RegistryAnswer(.array(uses(of: id).map { .string($0.subject) }))
        case ["versions"]:
            return RegistryAnswer(
                .array(
                    uses(of: id).map { use in
                        .object([
                            .init("subject", .string(use.subject)), .init("version", .integer(Int64(use.version))),
                        ])
                    }))
        default: return .nothing(at: request.path)
        }
    }

    private func uses(of id: UInt32) -> [(subject: String, version: Int)] {
        subjects.compactMap { subject in
            ids(of: subject)?.firstIndex(of: id).map { (subject, $0 + 1) }
        }
    }

    // MARK: By subject

    private func subject(_ name: String, _ rest: [String], _ request: RegistryRequest) -> RegistryAnswer {
        guard let ids = ids(of: name) else { return .noSubject(name) }
        guard let text = rest.first else { return RegistryAnswer(.array(ids.indices.map { .integer(Int64($0 + 1)) })) }
        guard let version = text == "latest" || text == "-1" ? ids.count : Self.number(text).map({ Int($0) }),
            version > 0
        else {
            return RegistryAnswer(error: 42202, "'\(text.prefix(40))' is no version: write 1, 2, ... or latest.")
        }
        guard version <= ids.count else { return RegistryAnswer(error: 40402, "Version \(version) not found.") }
        switch rest.dropFirst() {
        case []: return registered(name, version, ids[version - 1])
        case ["schema"]: return RegistryAnswer(status: 200, body: self.text(id: ids[version - 1]) ?? "{}")
        case ["referencedby"]: return RegistryAnswer(.array([]))
        default: return .nothing(at: request.path)
        }
    }

    private func registered(_ subject: String, _ version: Int, _ id: UInt32) -> RegistryAnswer {
        RegistryAnswer(
            .object([
                .init("subject", .string(subject)), .init("version", .integer(Int64(version))),
                .init("id", .integer(Int64(id))), .init("schemaType", .string("AVRO")),
                .init("schema", .string(text(id: id) ?? "")),
            ]))
    }

    /// Whether a subject has the schema in the body, and as what.
    private func lookUp(in subject: String, _ request: RegistryRequest) -> RegistryAnswer {
        guard let ids = ids(of: subject) else { return .noSubject(subject) }
        let wanted: String
        do throws(AvroError) {
            guard let text = try JSON(parsing: request.body)["schema"]?.string else {
                return RegistryAnswer(error: 42201, "The body must be {\"schema\": \"...\"}.")
            }
            wanted = try Schema(json: text, .lenient).canonicalForm
        } catch {
            return RegistryAnswer(error: 42201, "This is no Avro schema: \(error)")
        }
        guard let place = ids.firstIndex(where: { entries[$0]?.canonicalForm == wanted }) else {
            return RegistryAnswer(error: 40403, "Subject '\(subject)' has no such schema.")
        }
        return registered(subject, place + 1, ids[place])
    }

    /// Digits alone.
    private static func number(_ text: String) -> UInt32? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? UInt32(text) : nil
    }
}
