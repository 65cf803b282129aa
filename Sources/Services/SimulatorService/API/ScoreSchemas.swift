import Portal

extension OpenAPI {
    static let scoreSchemas = [
        Schema(
            name: "Received", description: "What a subscriber has.",
            fields: [
                Field("ids", .list(.integer), "diaSourceIds (as texts where digits get lost) or names of VOEvents."),
                Field("transport", .integer, "Its place in the scenario; the first is 0.", isRequired: false),
                Field("lateAfter", .number, "Seconds after which a packet is late.", isRequired: false),
            ]),
        Schema(
            name: "ScoreReport", description: "What subscribers received.",
            fields: [
                Field("title", .string, "Names the run."), Field("subscribers", .list(.named("Score")), "One each."),
            ]),
        Schema(
            name: "Score", description: "What one subscriber received.",
            fields: [
                Field("subscriber", .string, "Its name."),
                Field("unknown", .integer, "Receipts that no packet of the ledger explains."),
                Field("outOfOrder", .integer, "After one of the same partition that was sent later."),
                Field("total", .named("Tally"), "Of all."), Field("visits", .list(.named("VisitTally")), "By visit."),
                Field("classes", .list(.named("ClassTally")), "By true class."),
            ]),
        Schema(name: "Tally", description: "Counts of packets.", fields: tally),
        Schema(
            name: "VisitTally", description: "Of one visit.", fields: [Field("visit", .string, "Its number.")] + tally),
        Schema(
            name: "ClassTally", description: "Of one true class.",
            fields: [Field("class", .string, "Its name.")] + tally),
        Schema(
            name: "Latency", description: "From sending to receipt, milliseconds.",
            fields: [
                Field("p50", .integer, "Median."), Field("p95", .integer, "95 in 100 are within."),
                Field("p99", .integer, "99 in 100 are within."),
            ]),
    ]

    private static let tally = [
        Field("issued", .integer, "Different alerts in the ledger."),
        Field("expected", .integer, "Of these, those of which an intact copy was sent."),
        Field("received", .integer, "Of these, those that were accepted intact."),
        Field("missing", .integer, "Expected, and not received."),
        Field("duplicates", .integer, "Accepted intact beyond the first of each alert."),
        Field("duplicatesBeyondSent", .integer, "Of these, those beyond the copies that were sent."),
        Field("corruptAccepted", .integer, "Accepted although damaged."),
        Field("corruptRejected", .integer, "Rejected, and rightly so."),
        Field("intactRejected", .integer, "Rejected although intact."),
        Field("late", .integer, "Received first too late."),
        Field("latencyMs", .optional(.named("Latency")), "Null where no time is known."),
    ]
}
