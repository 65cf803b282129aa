import Avro

/// The API described for programs (OpenAPI 3.1). Made from one table, which a test compares with what the router answers.
enum OpenAPI {
    struct Route: Sendable {
        var path: String
        var summary: String
        var parameters: [Parameter] = []
        var type = "application/json"
    }

    struct Parameter: Sendable {
        var name: String
        var place = "query"
        var type = "string"
        var description: String
    }

    private static let paging = [
        Parameter(name: "limit", type: "integer", description: "At most so many, 1 to 1000."),
        Parameter(name: "offset", type: "integer", description: "Leave out so many first."),
    ]

    private static let cone = [
        Parameter(name: "position", description: "Decimal degrees or sexagesimal, ICRS."),
        Parameter(name: "ra", type: "number", description: "Degrees, 0 to 360; with dec instead of position."),
        Parameter(name: "dec", type: "number", description: "Degrees, -90 to 90."),
        Parameter(name: "radius", type: "number", description: "Arcsec; 5 without it."),
    ]

    private static let filters = [
        Parameter(name: "survey", description: "LSST or ZTF."),
        Parameter(name: "class", description: "Such as SSO."),
        Parameter(name: "magMin", type: "number", description: "Brightest latest magnitude, AB."),
        Parameter(name: "magMax", type: "number", description: "Faintest latest magnitude, AB."),
        Parameter(name: "maxAgeDays", type: "number", description: "Seen in so many days before now."),
        Parameter(
            name: "sort",
            description: "lastSeen, firstSeen, magnitude, detections, reliability, ra, dec, id or separation."),
        Parameter(name: "order", description: "asc or desc."),
    ]

    private static let object = [
        Parameter(name: "id", place: "path", description: "diaObjectId, SSO-number, or ZTF name.")
    ]

    private static let alert = [
        Parameter(name: "survey", place: "path", description: "LSST or ZTF."),
        Parameter(name: "id", place: "path", type: "integer", description: "diaSourceId or candid."),
    ]

    static let routes = [
        Route(path: "/api/v1/status", summary: "Counts, rates, and what became of every packet, by stage."),
        Route(path: "/api/v1/objects", summary: "Objects, filtered and sorted.", parameters: filters + cone + paging),
        Route(path: "/api/v1/objects/{id}", summary: "One object.", parameters: object),
        Route(
            path: "/api/v1/objects/{id}/lightcurve",
            summary: "Detections, forced photometry and upper limits: MJD TAI, nJy.", parameters: object),
        Route(
            path: "/api/v1/cone", summary: "Objects near a position, nearest first.",
            parameters: cone + filters + paging),
        Route(
            path: "/api/v1/sky", summary: "Newest alerts as points of a map.",
            parameters: [
                Parameter(name: "days", type: "number", description: "Within so many days of the newest alert."),
                Parameter(name: "limit", type: "integer", description: "At most so many, 1 to 100000."),
            ]),
        Route(path: "/api/v1/quarantine", summary: "Packets that were set aside, newest first.", parameters: paging),
        Route(
            path: "/api/v1/quarantine/{id}/packet", summary: "The bytes of a packet that was set aside.",
            parameters: [Parameter(name: "id", place: "path", type: "integer", description: "Its number.")],
            type: "application/octet-stream"),
        Route(
            path: "/api/v1/alerts/{survey}/{id}",
            summary: "The packet as JSON: 64-bit integers exact, bytes in base64, NaN as null.", parameters: alert),
        Route(
            path: "/api/v1/alerts/{survey}/{id}/packet.avro", summary: "The packet's bytes as they were issued.",
            parameters: alert, type: "application/octet-stream"),
        Route(
            path: "/api/v1/alerts/{survey}/{id}/container.avro",
            summary: "The packet as an Avro object container file.",
            parameters: alert, type: "application/avro"),
        Route(
            path: "/api/v1/alerts/{survey}/{id}/stamps.fits", summary: "The three stamps in one FITS file.",
            parameters: alert, type: "application/fits"),
        Route(
            path: "/api/v1/alerts/{survey}/{id}/stamps/{file}", summary: "One stamp: science, template or difference.",
            parameters: alert + [
                Parameter(name: "file", place: "path", description: "Such as science.png or difference.fits."),
                Parameter(name: "stretch", description: "linear, asinh, log or sqrt; for .png."),
                Parameter(name: "limits", description: "zscale, minmax, or percentiles such as 0.5-99.5; for .png."),
                Parameter(name: "scale", type: "integer", description: "Screen pixels a pixel, 1 to 32; for .png."),
            ], type: "image/png"),
        Route(path: "/api/v1/openapi.json", summary: "This document."),
    ]

    static func document(_ configuration: PortalConfiguration) -> String {
        JSON.object([
            .init("openapi", .string("3.1.0")),
            .init(
                "info",
                .object([
                    .init("title", .string("Tocsin")),
                    .init("version", .string(configuration.version.isEmpty ? "0" : configuration.version)),
                    .init(
                        "description",
                        .string("Objects, light curves and alert packets of a night-sky alert broker. Read-only.")),
                    .init(
                        "license",
                        .object([.init("name", .string("Apache-2.0")), .init("identifier", .string("Apache-2.0"))])),
                ])),
            .init("paths", .object(routes.map { .init($0.path, .object([.init("get", operation($0))])) })),
        ]).text(indent: 2) + "\n"
    }

    private static func operation(_ route: Route) -> JSON {
        .object([
            .init("summary", .string(route.summary)),
            .init("parameters", .array(route.parameters.map(parameter))),
            .init(
                "responses",
                .object([
                    .init(
                        "200",
                        .object([
                            .init("description", .string("It.")),
                            .init("content", .object([.init(route.type, .object([]))])),
                        ])),
                    .init(
                        "400",
                        .object([.init("description", .string("A parameter is wrong: {\"error\": which and why}."))])),
                    .init(
                        "404", .object([.init("description", .string("There is no such thing: {\"error\": what}."))])),
                ])),
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
