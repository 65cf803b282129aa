extension OpenAPI {
    struct Route: Sendable {
        var path: String
        var summary: String
        var parameters: [Parameter] = []
        var type = "application/json"
        /// Of a JSON answer; nil where the answer is no JSON.
        var shape: Shape?
        /// What it may answer besides 200.
        var failures: [Int] = [400, 500]
        /// What a status has instead of `Error`.
        var failureShapes: [Int: Shape] = [:]
    }

    struct Parameter: Sendable {
        var name: String
        var place = "query"
        var type = "string"
        var description: String
    }

    static let routes = store + alerts + service

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

    private static let store = [
        Route(
            path: "/api/v1/status", summary: "Counts, rates, and what became of every packet, by stage.",
            shape: .named("Status")),
        Route(
            path: "/api/v1/objects", summary: "Objects, filtered and sorted.", parameters: filters + cone + paging,
            shape: .named("ObjectPage")),
        Route(
            path: "/api/v1/objects/{id}", summary: "One object.", parameters: object, shape: .named("Object"),
            failures: [400, 404, 500]),
        Route(
            path: "/api/v1/objects/{id}/lightcurve",
            summary: "Detections, forced photometry and upper limits: MJD TAI, nJy.", parameters: object,
            shape: .named("LightCurve"), failures: [400, 404, 500]),
        Route(
            path: "/api/v1/cone", summary: "Objects near a position, nearest first.",
            parameters: cone + filters + paging, shape: .named("ObjectPage")),
        Route(
            path: "/api/v1/sky", summary: "Newest alerts as points of a map.",
            parameters: [
                Parameter(name: "days", type: "number", description: "Within so many days of the newest alert."),
                Parameter(name: "limit", type: "integer", description: "At most so many, 1 to 100000."),
            ], shape: .named("Sky")),
        Route(
            path: "/api/v1/sky/cells", summary: "Alerts counted by cells of the sky, all of them however many.",
            parameters: [
                Parameter(
                    name: "days", type: "number",
                    description: "Within so many days of the newest alert.")
            ], shape: .named("SkyCells")),
        Route(
            path: "/api/v1/alerts",
            summary: "Alerts where and when they were seen, newest first: also the earlier places of what moves.",
            parameters: cone + [
                Parameter(name: "since", type: "number", description: "Exposed at or after, MJD TAI."),
                Parameter(name: "until", type: "number", description: "Exposed before, MJD TAI."),
                Parameter(name: "survey", description: "LSST or ZTF."),
                Parameter(name: "limit", type: "integer", description: "At most so many, 1 to 10000; 100 without it."),
            ], shape: .named("Alerts")),
        Route(
            path: "/api/v1/quarantine", summary: "Packets that were set aside, newest first.", parameters: paging,
            shape: .named("Quarantine")),
        Route(
            path: "/api/v1/quarantine/{id}/packet", summary: "The bytes of a packet that was set aside.",
            parameters: [Parameter(name: "id", place: "path", type: "integer", description: "Its number.")],
            type: "application/octet-stream", failures: [400, 404, 500]),
    ]

    private static let fromLog = [400, 404, 410, 500]

    private static let alerts = [
        Route(
            path: "/api/v1/alerts/{survey}/{id}",
            summary: "The packet as JSON: 64-bit integers exact, bytes in base64, NaN as null.", parameters: alert,
            shape: .anyObject, failures: fromLog),
        Route(
            path: "/api/v1/alerts/{survey}/{id}/packet.avro", summary: "The packet's bytes as they were issued.",
            parameters: alert, type: "application/octet-stream", failures: fromLog),
        Route(
            path: "/api/v1/alerts/{survey}/{id}/container.avro",
            summary: "The packet as an Avro object container file.", parameters: alert, type: "application/avro",
            failures: fromLog),
        Route(
            path: "/api/v1/alerts/{survey}/{id}/stamps.fits", summary: "The three stamps in one FITS file.",
            parameters: alert, type: "application/fits", failures: fromLog),
        Route(
            path: "/api/v1/alerts/{survey}/{id}/stamps/{file}",
            summary: "One stamp as a picture, or as the FITS file of the packet (application/fits).",
            parameters: alert + [
                Parameter(
                    name: "file", place: "path",
                    description: "science, template or difference, with .png or .fits: difference.fits."),
                Parameter(name: "stretch", description: "linear, asinh, log or sqrt; for .png."),
                Parameter(name: "limits", description: "zscale, minmax, or percentiles such as 0.5-99.5; for .png."),
                Parameter(name: "scale", type: "integer", description: "Screen pixels a pixel, 1 to 32; for .png."),
            ], type: "image/png", failures: [400, 404, 410, 415, 500]),
    ]

    private static let service = [
        Route(
            path: "/api/v1/openapi.json", summary: "This document.", shape: .anyObject, failures: [400]),
        Route(
            path: "/health", summary: "Whether the store answers, for those who watch the service.",
            shape: .named("Health"), failures: [503], failureShapes: [503: .named("Health")]),
        Route(
            path: "/metrics", summary: "Counts in the Prometheus text format.", type: "text/plain; version=0.0.4",
            failures: [500]),
        Route(
            path: "/events", summary: "Server-sent events: each second one called counts, whose data is a Status.",
            type: "text/event-stream", failures: []),
    ]
}
