import Avro

/// The API described for programs (OpenAPI 3.1). Made from one table, which tests compare with what the router answers.
package enum OpenAPI {
    static func document(_ configuration: PortalConfiguration) -> String {
        JSON.object([
            .init("openapi", .string("3.1.0")), .init("info", info(configuration)),
            .init("paths", .object(routes.map { .init($0.path, .object([.init("get", operation($0))])) })),
            .init(
                "components", .object([.init("schemas", .object(schemas.map { .init($0.name, schema($0)) }))])),
        ]).text(indent: 2) + "\n"
    }

    private static func info(_ configuration: PortalConfiguration) -> JSON {
        .object([
            .init("title", .string("Tocsin")),
            .init("version", .string(configuration.version.isEmpty ? "0" : configuration.version)),
            .init("description", .string(about)),
            .init(
                "license", .object([.init("name", .string("Apache-2.0")), .init("identifier", .string("Apache-2.0"))])),
        ])
    }

    private static let about = """
        Objects, light curves and alert packets of a night-sky alert broker. Read-only: each address takes GET and HEAD; \
        any other method is answered with 405, the header Allow and an Error. A parameter below /api/v1 that is not \
        listed here is answered with 400.
        """

    private static func operation(_ route: Route) -> JSON {
        let success = response("The answer.", route.shape, type: route.type)
        let failures = route.failures.map { code in
            JSON.Member(
                "\(code)", response(meaning(code), route.failureShapes[code] ?? .named("Error"), type: json))
        }
        return .object([
            .init("summary", .string(route.summary)),
            .init("parameters", .array(route.parameters.map(parameter))),
            .init("responses", .object([.init("200", success)] + failures)),
        ])
    }

    private static let json = "application/json"

    private static func meaning(_ code: Int) -> String {
        switch code {
        case 400: "A parameter is wrong or unknown."
        case 404: "There is no such thing."
        case 410: "The store knows the alert, but its packet has left the log."
        case 415: "The stamp is a JPEG picture and has no FITS form."
        case 503: "The store does not answer."
        default: "The store or the log could not be read."
        }
    }

    private static func response(_ text: String, _ shape: Shape?, type: String) -> JSON {
        let content = shape.map { [JSON.Member("schema", self.shape($0))] } ?? []
        return .object([
            .init("description", .string(text)), .init("content", .object([.init(type, .object(content))])),
        ])
    }

    private static func parameter(_ parameter: Parameter) -> JSON {
        .object([
            .init("name", .string(parameter.name)), .init("in", .string(parameter.place)),
            .init("required", .boolean(parameter.place == "path")),
            .init("description", .string(parameter.description)),
            .init("schema", .object([.init("type", .string(parameter.type))])),
        ])
    }
}
