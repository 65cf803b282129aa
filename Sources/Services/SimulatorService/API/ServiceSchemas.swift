import Portal

extension OpenAPI {
    /// Schemas of the simulator's service.
    static var service: [Schema] { [failure] + scenarioSchemas + runSchemas + scoreSchemas }

    private static let failure = Schema(
        name: "Error", description: "Why there is no answer.",
        fields: [
            Field("error", .string, "What is wrong and what to do about it."),
            Field("reference", .string, "With 500: what the log files the cause under.", isRequired: false),
        ])

    private static let scenarioSchemas = [
        Schema(
            name: "Scenarios", description: "What ships.",
            fields: [Field("scenarios", .list(.named("ScenarioName")), "In the order in which they are listed.")]),
        Schema(
            name: "ScenarioName", description: "A scenario that ships.",
            fields: [
                Field("name", .string, "Its name."), Field("about", .string, "One sentence."),
                Field("summary", .string, "What happens in it."),
            ]),
        Schema(
            name: "Draft", description: "What is to be run: a scenario, and what of it is to be another.",
            fields: draft.map { Field($0.0, $0.1, $0.2, isRequired: false) }),
        Schema(
            name: "Check", description: "What is wrong with a scenario.",
            fields: [
                Field("isRight", .boolean, "It could be run."),
                Field("problems", .list(.named("Problem")), "In the order of the text."),
                Field("refusals", .list(.string), "What the service does not allow, in sentences."),
                Field("summary", .optional(.string), "What would happen, where it can be read."),
                Field("text", .string, "The scenario that lines and columns are of."),
            ]),
        Schema(
            name: "Problem", description: "One thing that is wrong, and where.",
            fields: [
                Field("line", .integer, "From 1."), Field("column", .integer, "From 1, in Unicode scalars."),
                Field("message", .string, "A sentence that says what to do."),
            ]),
        Schema(
            name: "Inputs", description: "What may be read.",
            fields: [Field("files", .list(.string), "Names as a scenario may write them.")]),
    ]

    private static let draft: [(String, Shape, String)] = [
        ("scenario", .string, "The name of one that ships; without it and yaml, a plain night."),
        ("yaml", .string, "The text of one's own, instead of scenario."),
        ("name", .string, "Another name: lower-case words joined by hyphens."),
        ("seed", .integer, "What everything is drawn from; as text where it is above 2^63."),
        ("visits", .integer, "The run ends after so many."),
        ("pace", .number, "Times as fast as the survey, or the text 'fastest'."),
        ("night", .string, "The date of the first evening, such as 2026-11-20."),
        ("historyNights", .integer, "Nights before the first whose visits are the packets' history, 0 to 3650."),
        ("schema", .string, "LSST's schema version, or ztf-4.02."),
        ("alertsPerVisit", .integer, "About so many, by spurious detections more or a part left out."),
        ("fill", .string, "Of visits with fewer: spurious detections more, or none."),
        ("stamps", .boolean, "With cut-out images."), ("stampMask", .boolean, "With a mask in each."),
        ("opsim", .string, "A file of /api/inputs to take the visits from."),
        ("populations", .list(.string), "Those that the sky has; all others are off."),
        ("catalogues", .list(.anyObject), "Each as in a scenario: population, file."),
        ("transports", .list(.anyObject), "Instead of the scenario's, each as in a scenario: kind, to, ..."),
        ("moreTransports", .list(.anyObject), "Behind the scenario's."),
        ("faults", .list(.anyObject), "Instead of the scenario's, each as in a scenario: fault, probability, ..."),
        ("moreFaults", .list(.anyObject), "Behind the scenario's."),
    ]

    private static let runSchemas = [
        Schema(
            name: "Runs", description: "All runs.",
            fields: [
                Field("runs", .list(.named("Run")), "Newest first."),
                Field("mostAtOnce", .integer, "So many may be under way at once."),
            ]),
        Schema(
            name: "Run", description: "A run.",
            fields: [
                Field("id", .string, "Its name here."), Field("name", .string, "Of the scenario."),
                Field("state", .string, "running, paused, stopping, finished, stopped, failed or broken off."),
                Field("isUnderWay", .boolean, "It can be changed."), Field("seed", .string, "As text: it has 64 bits."),
                Field("mostVisits", .optional(.integer), "Visits at most."),
                Field("beganMs", .integer, "Milliseconds since 1970 UTC."),
                Field("endedMs", .optional(.integer), "Milliseconds since 1970 UTC."),
                Field("error", .optional(.string), "Why it failed."), Field("counts", .named("Counts"), "Counters."),
                Field("faults", .list(.named("Fault")), "As they are now, in the scenario's order."),
                Field("changesByHand", .integer, "Of faults; a run with any cannot be repeated."),
                Field("pointing", .optional(.named("Pointing")), "Of the newest visit."),
                Field("outputs", .optional(.string), "SHA-256 of all that was sent, of a run that came to its end."),
            ]),
        Schema(
            name: "Counts", description: "Counters of a run.",
            fields: [
                Field("visits", .integer, "Visits made."), Field("issued", .integer, "Packets made."),
                Field("sent", .integer, "Copies sent, by all transports."),
                Field("withheld", .integer, "Packets that a fault kept back, by all transports."),
                Field("unheard", .integer, "Of the copies sent, those that nobody had."),
                Field("refused", .integer, "Of the copies sent, those that the other side did not want."),
                Field("refusedAttempts", .integer, "Tries refused for expired credentials; they are made again."),
                Field("bytes", .integer, "Sent."), Field("waiting", .integer, "Copies that wait for their time."),
                Field("elapsedSeconds", .number, "Since the beginning."),
                Field("perSecond", .number, "Copies a second, over ten seconds."),
                Field("perSecondOverall", .number, "Copies a second since the beginning."),
                Field("lanes", .list(.named("Lane")), "One a transport."),
            ]),
        Schema(
            name: "Lane", description: "Counters of a transport.",
            fields: [
                Field("transport", .string, "In words."), Field("sent", .integer, "Copies."),
                Field("bytes", .integer, "Sent."), Field("waiting", .integer, "Copies that wait for their time."),
                Field("refusedAttempts", .integer, "Tries refused for expired credentials; they are made again."),
            ]),
        Schema(
            name: "Fault", description: "A fault of a run.",
            fields: [
                Field("number", .integer, "The first is 0."), Field("fault", .string, "What goes wrong."),
                Field("details", .string, "How much, and to what, in a scenario's words."),
                Field("probability", .number, "Now."),
            ]),
        Schema(
            name: "FaultChange",
            description:
                "What of a fault is to be another: any key that it has in a scenario's text, but 'fault' itself.",
            fields: [
                Field("probability", .number, "0 to 1."), Field("from", .string, "Such as 5 min."),
                Field("lasts", .string, "Or until."), Field("visits", .string, "Such as 3-5."),
                Field("delay", .string, "And so on: bits, rate, factor ..."),
            ]),
        Schema(
            name: "Pointings", description: "Where visits looked.",
            fields: [Field("pointings", .list(.named("Pointing")), "The newest, oldest first.")]),
        Schema(
            name: "Pointing", description: "Where a visit looked.",
            fields: [
                Field("visit", .integer, "The first of the run is 1."), Field("ra", .number, "ICRS, degrees."),
                Field("dec", .number, "ICRS, degrees."),
            ]),
    ]
}
