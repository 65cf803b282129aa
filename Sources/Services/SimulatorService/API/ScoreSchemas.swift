import Portal

extension OpenAPI {
    static let scoreSchemas = [
        Schema(
            name: "Received", description: "What a subscriber has.",
            fields: [
                Field(
                    "ids", .list(.integer),
                    "diaSourceIds (as texts where digits get lost) or names of VOEvents, in the order of receipt. With the "
                        + "time of receipt each is a text: \"17,2026-03-14T05:00:00.250Z\", or milliseconds since 1970."
                ),
                Field("transport", .integer, "Its place in the scenario; the first is 0.", isRequired: false),
                Field("lateAfter", .number, "Seconds of the survey after which a packet is late.", isRequired: false),
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
                Field("recordsOfOthers", .integer, "Records of the topic that are of other runs, and left out."),
                Field("outOfOrder", .integer, "After one of the same partition that was sent later."),
                Field("pace", .optional(.number), "Times as fast as the survey; null for as fast as it went."),
                Field("lateAfterSeconds", .number, "Of the survey, by the clock without a pace."),
                Field(
                    "refusedAttempts", .optional(.integer),
                    "Tries refused for expired credentials and made again; null where no manifest tells."),
                Field("latencyRemark", .optional(.string), "Why the latency from sending is not known."),
                Field(
                    "issueLatencyRemark", .optional(.string),
                    "Why the latency from issue is not known, or what it does not hold."),
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
            name: "Latency", description: "Milliseconds.",
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
        Field("outOfOrder", .integer, "After one of the same partition that was sent later."),
        Field("outOfOrderByIssue", .integer, "Alerts that came first after one of the same partition issued later."),
        Field(
            "latencyMs", .optional(.named("Latency")),
            "From sending to first receipt, by the clock; null where no time is known."),
        Field(
            "issueLatencyMs", .optional(.named("Latency")),
            "From issue to first receipt, by the clock; null where no time is known, or the run had no pace."),
        Field("surveyLatencyMs", .optional(.named("Latency")), "From sending, times the pace."),
        Field("surveyIssueLatencyMs", .optional(.named("Latency")), "From issue, times the pace."),
    ]
}
