import Avro

extension OpenAPI {
    /// What a JSON value may be, as far as the answers need it.
    package indirect enum Shape: Sendable {
        case string, integer, number, boolean
        case list(Shape)
        /// Or null.
        case optional(Shape)
        /// One of `schemas`.
        case named(String)
        /// A packet: its fields are those of its own Avro schema.
        case anyObject
    }

    package struct Field: Sendable {
        package var name: String
        package var shape: Shape
        package var description: String
        package var isRequired = true

        package init(_ name: String, _ shape: Shape, _ description: String, isRequired: Bool = true) {
            self.name = name
            self.shape = shape
            self.description = description
            self.isRequired = isRequired
        }
    }

    package struct Schema: Sendable {
        package var name: String
        var description: String
        var fields: [Field]

        package init(name: String, description: String, fields: [Field]) {
            self.name = name
            self.description = description
            self.fields = fields
        }
    }

    static var schemas: [Schema] { [failure] + live + objects + curves + places }

    private static let failure = Schema(
        name: "Error", description: "Why there is no answer.",
        fields: [
            Field("error", .string, "What is wrong, in words, with the name of the parameter where there is one."),
            Field("reference", .string, "With 500 and 503: what the log files the cause under.", isRequired: false),
        ])

    private static let live = [
        Schema(
            name: "Status", description: "Counts of the whole store, and what became of every packet.",
            fields: [
                Field("alerts", .integer, "Alerts in the store."), Field("objects", .integer, "Objects in the store."),
                Field("alertsPerSecond", .number, "Alerts stored a second, over ten seconds."),
                Field("alertsPerMinute", .number, "Alerts stored a minute, over one minute."),
                Field("newestMjdTai", .optional(.number), "Newest detection, MJD TAI, days."),
                Field("oldestMjdTai", .optional(.number), "Oldest detection, MJD TAI, days."),
                Field("stages", .list(.named("Stage")), "One for each topic that a broker has read."),
            ]),
        Schema(
            name: "Stage", description: "received = stored + duplicate + quarantined + inFlight.",
            fields: [
                Field("stage", .string, "Its name."), Field("received", .integer, "Packets read."),
                Field("stored", .integer, "Alerts new to the store."),
                Field("duplicate", .integer, "Alerts that the store had already."),
                Field("quarantined", .integer, "Packets set aside."),
                Field("inFlight", .integer, "Read and not yet committed."),
                Field("missing", .integer, "Gone from the topic before they were read, and not among those received."),
            ]),
        Schema(
            name: "Health", description: "Whether the store answers.",
            fields: [
                Field("status", .string, "ok or failing."),
                Field("alerts", .integer, "Alerts in the store, where it answers.", isRequired: false),
                Field("objects", .integer, "Objects in the store, where it answers.", isRequired: false),
                Field("error", .string, "What is wrong, where it does not.", isRequired: false),
                Field("reference", .string, "What the log files the cause under.", isRequired: false),
            ]),
    ]
}
