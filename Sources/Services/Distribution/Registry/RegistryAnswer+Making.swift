internal import Avro

extension RegistryAnswer {
    init(_ value: JSON) { self.init(status: 200, body: value.text()) }

    /// - Parameter code: five digits, of which the first three are the status; or a status.
    init(error code: Int, _ message: String, _ headers: [Header] = []) {
        let body = JSON.object([.init("error_code", .integer(Int64(code))), .init("message", .string(message))])
        self.init(status: code > 999 ? code / 100 : code, body: body.text(), headers: headers)
    }

    static func noSubject(_ name: String) -> RegistryAnswer {
        RegistryAnswer(error: 40401, "Subject '\(name)' not found.")
    }

    static func noSchema(_ id: some CustomStringConvertible) -> RegistryAnswer {
        RegistryAnswer(error: 40403, "Schema \(id) not found.")
    }

    static func nothing(at path: String) -> RegistryAnswer {
        RegistryAnswer(error: 404, "There is nothing at \(path.prefix(200)).")
    }

    /// Somebody wants to write.
    static func readOnly(_ method: String, at path: String, allowed: String = "GET, HEAD") -> RegistryAnswer {
        RegistryAnswer(
            error: 405,
            "\(method.prefix(16)) \(path.prefix(200)): this registry is read-only. Its schemas are those of the surveys and "
                + "are not registered by clients; switch off automatic registration (auto.register.schemas=false).",
            [Header(name: "Allow", value: allowed)])
    }

    /// During an outage.
    static func unavailable(_ status: Int) -> RegistryAnswer {
        RegistryAnswer(error: status, "The registry is not available.")
    }

    /// - Parameter reason: what is wrong with the credentials.
    static func unauthorized(_ reason: String) -> RegistryAnswer {
        RegistryAnswer(
            error: 401, reason, [Header(name: "WWW-Authenticate", value: "Basic realm=\"schema registry\"")])
    }
}
