extension OpenAPI {
    static let objects = [
        Schema(
            name: "ObjectPage", description: "A part of the objects that match.",
            fields: [
                Field("total", .integer, "Objects that match in all."),
                Field("objects", .list(.named("Object")), "From offset on, at most limit, in the order asked for."),
            ]),
        Schema(
            name: "Object", description: "What is known of one place, or of one body of the solar system.",
            fields: [
                Field("id", .string, "As the survey names it."), Field("survey", .string, "LSST or ZTF."),
                Field("key", .integer, "The name as a 64-bit number."),
                Field("keyText", .string, "The same in digits, for readers whose numbers are doubles."),
                Field("ra", .number, "Right ascension, degrees, ICRS."),
                Field("dec", .number, "Declination, degrees, ICRS."),
                Field("firstMjdTai", .optional(.number), "First detection, MJD TAI, days."),
                Field("lastMjdTai", .optional(.number), "Last detection, MJD TAI, days."),
                Field("detectionCount", .integer, "Detections, from alerts and from their histories."),
                Field("alertCount", .integer, "Of these, the ones that came as an alert."),
                Field("latestBand", .string, "Of the last detection: u, g, r, i, z, y or ?."),
                Field("latestFlux", .optional(.number), "PSF flux of the last detection, nJy."),
                Field("latestFluxErr", .optional(.number), "Its standard deviation, nJy."),
                Field("latestMagnitude", .optional(.number), "AB; null where the flux is not above zero."),
                Field("reliability", .optional(.number), "The survey's score that it is real, 0 to 1."),
                Field("class", .string, "SSO or unclassified."),
                Field("designation", .optional(.string), "MPC designation of a body of the solar system."),
                Field("separationArcsec", .number, "With a cone: from its centre, arcsec.", isRequired: false),
            ]),
    ]

    static let places = [
        Schema(
            name: "Sky", description: "Alerts as points of a map.",
            fields: [Field("points", .list(.named("SkyPoint")), "Newest first.")]),
        Schema(
            name: "SkyCells",
            description: "Alerts counted by HEALPix cells (nested, ICRS); cells without any are left out.",
            fields: [
                Field("order", .integer, "HEALPix order: nside is 2 to this power."),
                Field("cells", .list(.named("SkyCell")), "By number."),
            ]),
        Schema(
            name: "SkyCell", description: "One cell of the sky.",
            fields: [Field("cell", .integer, "Its HEALPix number."), Field("alerts", .integer, "Alerts seen in it.")]),
        Schema(
            name: "SkyPoint", description: "One alert.",
            fields: [
                Field("id", .string, "Its object."), Field("ra", .number, "Degrees, ICRS."),
                Field("dec", .number, "Degrees, ICRS."),
                Field("midpointMjdTai", .number, "Middle of the exposure, MJD TAI, days."),
                Field("band", .string, "u, g, r, i, z, y or ?."),
            ]),
        Schema(
            name: "Alerts", description: "Alerts that match.",
            fields: [Field("alerts", .list(.named("Alert")), "Newest first, at most limit.")]),
        Schema(
            name: "Alert", description: "One alert; the whole of it is at /api/v1/alerts/{survey}/{id}.",
            fields: [
                Field("survey", .string, "LSST or ZTF."), Field("id", .integer, "diaSourceId or candid."),
                Field("idText", .string, "The same in digits, for readers whose numbers are doubles."),
                Field("object", .string, "Its object."),
                Field("midpointMjdTai", .number, "Middle of the exposure, MJD TAI, days."),
                Field("ra", .number, "Degrees, ICRS."), Field("dec", .number, "Degrees, ICRS."),
                Field("band", .string, "u, g, r, i, z, y or ?."),
                Field("psfFlux", .optional(.number), "PSF flux in the difference image, nJy."),
                Field("separationArcsec", .optional(.number), "From the middle of the cone; null without one."),
                Field("packet", .named("PacketReference"), "Where its packet lies."),
            ]),
        Schema(
            name: "Quarantine", description: "Packets that could not be taken.",
            fields: [Field("packets", .list(.named("QuarantinedPacket")), "Newest first.")]),
        Schema(
            name: "QuarantinedPacket", description: "One of them; its bytes are at /api/v1/quarantine/{id}/packet.",
            fields: [
                Field("id", .integer, "Its number."),
                Field("reason", .string, "digest, framing, schema, decode or mapping."),
                Field("detail", .string, "What is wrong, and where."), Field("bytes", .integer, "Its size, bytes."),
                Field("packet", .named("PacketReference"), "Where it was read."),
                Field("storedAtMs", .integer, "When it was set aside, milliseconds since 1970 UTC."),
            ]),
        Schema(
            name: "PacketReference", description: "Where a packet lies in the log.",
            fields: [
                Field("topic", .string, "The topic's name."), Field("partition", .integer, "From 0."),
                Field("offset", .integer, "Within the partition, from 0."),
            ]),
    ]
}
