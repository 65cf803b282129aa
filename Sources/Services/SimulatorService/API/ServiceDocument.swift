import Avro
import HTTPTypes
import Portal

/// The API described for programs (OpenAPI 3.1), made from the list of its operations.
enum ServiceDocument {
    static func text(_ configuration: ServiceConfiguration) -> String {
        JSON.object([
            .init("openapi", .string("3.1.0")), .init("info", info(configuration)), .init("paths", paths),
            .init("components", components(hasToken: configuration.token != nil)),
            .init("security", .array(configuration.token == nil ? [] : [.object([.init("token", .array([]))])])),
        ]).text(indent: 2) + "\n"
    }

    private static func info(_ configuration: ServiceConfiguration) -> JSON {
        .object([
            .init("title", .string("Tocsin's simulator")),
            .init("version", .string(configuration.version.isEmpty ? "0" : configuration.version)),
            .init("description", .string(about)),
            .init(
                "license",
                .object([.init("name", .string("Apache-2.0")), .init("identifier", .string("Apache-2.0"))])),
        ])
    }

    private static let about = """
        Runs of simulated nights of alerts: start them, watch them, change their faults, stop them, and fetch what \
        they leave. Every POST needs the header Content-Type: application/json (or a scenario as application/yaml), \
        even without a body. What goes wrong is answered with an Error that says what to do.
        """

    private static var paths: JSON {
        var names: [String] = []
        for operation in Operation.all where !names.contains(operation.path) { names.append(operation.path) }
        return .object(
            names.map { path in
                let members = Operation.all.filter { $0.path == path }.map { operation in
                    JSON.Member(operation.method.rawValue.lowercased(), json(operation))
                }
                return .init(path, .object(members))
            })
    }

    private static func components(hasToken: Bool) -> JSON {
        let schemas = JSON.Member(
            "schemas", .object(OpenAPI.service.map { .init($0.name, OpenAPI.schema($0)) }))
        guard hasToken else { return .object([schemas]) }
        let bearer = JSON.object([.init("type", .string("http")), .init("scheme", .string("bearer"))])
        return .object([schemas, .init("securitySchemes", .object([.init("token", bearer)]))])
    }

    private static func json(_ operation: Operation) -> JSON {
        var members: [JSON.Member] = [
            .init("summary", .string(operation.summary)), .init("parameters", .array(parameters(operation))),
        ]
        if !operation.bodies.isEmpty {
            let kinds = operation.bodies.map { JSON.Member($0.type, content($0.shape)) }
            members.append(.init("requestBody", .object([.init("content", .object(kinds))])))
        }
        let failures = (operation.failures + [401, 421, 500]).sorted().map { code in
            JSON.Member("\(code)", response(meaning(code), .named("Error"), type: "application/json"))
        }
        let success = JSON.Member("\(operation.status)", response("The answer.", operation.shape, type: operation.type))
        return .object(members + [.init("responses", .object([success] + failures))])
    }

    private static func parameters(_ operation: Operation) -> [JSON] {
        let names = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
        return names.map { parameter(String($0), "path", "string", pathMeaning(String($0))) }
            + operation.parameters.map { parameter($0.name, "query", $0.type, $0.description) }
    }

    private static func pathMeaning(_ name: String) -> String {
        switch name {
        case "id": "Of the run, such as nominal-1."
        case "number": "Of the fault in the scenario; the first is 0."
        default: "Of the scenario."
        }
    }

    private static func parameter(_ name: String, _ place: String, _ type: String, _ meaning: String) -> JSON {
        .object([
            .init("name", .string(name)), .init("in", .string(place)), .init("required", .boolean(place == "path")),
            .init("description", .string(meaning)), .init("schema", .object([.init("type", .string(type))])),
        ])
    }

    private static func content(_ shape: OpenAPI.Shape?) -> JSON {
        .object(shape.map { [.init("schema", OpenAPI.shape($0))] } ?? [])
    }

    private static func response(_ text: String, _ shape: OpenAPI.Shape?, type: String) -> JSON {
        let description = JSON.Member("description", .string(text))
        guard !type.isEmpty else { return .object([description]) }
        return .object([description, .init("content", .object([.init(type, content(shape))]))])
    }

    private static func meaning(_ code: Int) -> String {
        switch code {
        case 400: "What was asked for makes no sense; the error names what is wrong."
        case 401: "A token is needed."
        case 403: "The request comes from a page of another site."
        case 404: "There is no such thing."
        case 408: "The body came too slowly."
        case 409: "The run is not in a state for this."
        case 413: "The body is too long."
        case 415: "The header Content-Type is none of those that are taken."
        case 421: "The service is asked for under a name that is not this machine's."
        case 422: "The scenario is wrong, or sends or reads what is not allowed; a line for each problem."
        case 429: "As much as is allowed at once is under way."
        case 502: "The topic cannot be read."
        case 503: "The service is about to end."
        case 504: "It took too long."
        case 507: "There is no room for another run."
        default: "Something that nobody foresaw; the service's log says why."
        }
    }
}
