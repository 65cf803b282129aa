extension OpenAPI {
    static let curves = [
        Schema(
            name: "LightCurve", description: "All measurements of one object, each once, oldest first.",
            fields: [
                Field("detections", .list(.named("Detection")), "On difference images."),
                Field("forced", .list(.named("ForcedMeasurement")), "At the object's place, found there or not."),
                Field("upperLimits", .list(.named("UpperLimit")), "Images in which nothing was found."),
            ]),
        Schema(name: "Detection", description: "diaSource or candidate.", fields: detection),
        Schema(
            name: "ForcedMeasurement", description: "diaForcedSource or a ZTF forced-photometry record.",
            fields: [
                Field("id", .integer, "diaForcedSourceId; 0 where the survey gives none."),
                Field("idText", .string, "The same in digits."), midpoint, band,
                Field("psfFlux", .optional(.number), "PSF flux on the difference image, nJy."),
                Field("psfFluxErr", .optional(.number), "Its standard deviation, nJy."),
                Field("visit", .optional(.integer), "The exposure."),
            ]),
        Schema(
            name: "UpperLimit", description: "An image in which nothing was found at the object's place.",
            fields: [midpoint, band, Field("limit", .number, "Flux at five standard deviations, nJy.")]),
    ]

    private static let midpoint = Field("midpointMjdTai", .number, "Middle of the exposure, MJD TAI, days.")
    private static let band = Field("band", .string, "u, g, r, i, z, y or ?.")

    private static let detection = [
        Field("id", .integer, "diaSourceId or candid."), Field("idText", .string, "The same in digits."),
        midpoint, band, Field("ra", .number, "Degrees, ICRS."), Field("dec", .number, "Degrees, ICRS."),
        Field("psfFlux", .optional(.number), "PSF flux on the difference image, nJy; negative where it has faded."),
        Field("psfFluxErr", .optional(.number), "Its standard deviation, nJy."),
        Field("scienceFlux", .optional(.number), "PSF flux on the science image, nJy."),
        Field("scienceFluxErr", .optional(.number), "Its standard deviation, nJy."),
        Field("snr", .optional(.number), "Signal to noise."),
        Field("reliability", .optional(.number), "The survey's score that it is real, 0 to 1."),
        Field("visit", .optional(.integer), "The exposure."), Field("detector", .optional(.integer), "The detector."),
        Field("packet", .optional(.named("PacketReference")), "Null where it is known from a history alone."),
    ]
}
