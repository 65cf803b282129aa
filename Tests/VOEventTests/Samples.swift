import Bytes
import VOEvent

/// Events for the tests.
enum Samples {
    /// Every part of an event, each with something in it.
    static var full: VOEvent {
        var event = VOEvent(ivorn: "ivo://org.tocsin.test/alerts#170028502", role: .test)
        event.who = Who(authorIvorn: "ivo://org.tocsin.test", date: ISOTime("2026-11-21T14:30:34.25"), author: author)
        event.who?.description = "A made night"
        event.what = what
        event.whereWhen = whereWhen
        event.how = How(descriptions: ["Camera"], references: [Reference(uri: "https://example.org/camera")])
        event.why = why
        event.citations = Citations(
            [Citation("ivo://org.tocsin.test/alerts#1", .followup), Citation("ivo://org.tocsin.test/alerts#2")],
            description: "Earlier ones")
        event.description = "Less < more & \"quoted\" \u{2192} \u{1F52D}\r\n\tend"
        event.reference = Reference(uri: "https://example.org/?a=1&b=2", type: "url", mimeType: "text/html")
        return event
    }

    private static var author: Author {
        var author = Author()
        author.titles = ["Tocsin"]
        author.contactEmails = ["one@example.org", "two@example.org"]
        return author
    }

    private static var what: What {
        var note = Parameter("note", "line\none", ucd: "meta.note")
        note.descriptions = ["For people"]
        note.longValue = "long text"
        let group = What.Group(name: "photometry", type: "psf", parameters: [Parameter("mag", 21.375, unit: "mag")])
        var table = What.Table(
            name: "light curve", fields: [What.Field("mjd", dataType: .float, unit: "d"), What.Field("band")],
            rows: [["60310.1", "r"], ["60311.2", ""]])
        table.parameters = [Parameter("system", "AB")]
        return What(
            parameters: [Parameter("SNR", 12.5), Parameter("diaSourceId", 170_028_502), note], groups: [group],
            tables: [table], descriptions: ["What was seen"], references: [Reference(uri: "https://example.org/x")])
    }

    private static var whereWhen: WhereWhen {
        let observation = Coordinates(
            system: .utcIcrsTopo,
            time: ISOTime("2026-11-21T05:00:00.123456789").map { EventTime($0, errorSeconds: 0.5) },
            position: SkyPosition(raDeg: 150.1191666, decDeg: 2.2058333, errorRadiusDeg: 1e-5))
        var place = Coordinates(system: .utcGeodTopo)
        place.position3D = Position3D(-70.749, -30.244, 2663, unit: "deg-deg-m", names: ["Longitude", "Latitude"])
        return WhereWhen(
            observation: observation, observatory: WhereWhen.Observatory(id: "Rubin:LSST", coordinates: place))
    }

    private static var why: Why {
        var why = Why(importance: 0.5, expires: ISOTime("2026-11-28T00:00:00"))
        var inference = Why.Inference(probability: 0.875, relation: "associated")
        inference.concepts = ["process.variation.burst"]
        inference.names = ["SN 2026abc"]
        why.inferences = [inference]
        why.concepts = ["supernova"]
        return why
    }

    /// A root of VOEvent 2.0 around `inner`.
    static func event(_ inner: String, attributes: String = "") -> Bytes {
        Bytes(
            utf8: """
                <?xml version="1.0"?>
                <v:VOEvent xmlns:v="http://www.ivoa.net/xml/VOEvent/v2.0" version="2.0" \
                ivorn="ivo://org.tocsin.test/a#1" \(attributes)>
                \(inner)
                </v:VOEvent>
                """)
    }
}
