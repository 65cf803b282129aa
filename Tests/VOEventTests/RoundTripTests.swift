import Bytes
import Testing
import VOEvent

@Suite struct RoundTripTests {
    @Test func `every part of an event comes back as it was written`() throws {
        let xml = try Samples.full.xml()
        let back = try VOEvent(xml: xml)
        #expect(back == Samples.full)
        #expect(try back.xml() == xml)
    }

    @Test func `any event comes back as it was written`() throws {
        var random = RandomEvents(seed: 3)
        for _ in 0..<60 {
            let event = random.event()
            let xml = try event.xml()
            #expect(try VOEvent(xml: xml) == event)
        }
    }

    @Test func `an event of nothing but a name is an observation`() throws {
        let event = try VOEvent(xml: Samples.event(""))
        #expect(event == VOEvent(ivorn: "ivo://org.tocsin.test/a#1"))
    }

    @Test(arguments: EventRole.allCases) func `every role comes back`(_ role: EventRole) throws {
        #expect(try VOEvent(xml: VOEvent(ivorn: "ivo://abc/d#e", role: role).xml()).role == role)
    }

    @Test(arguments: CoordinateSystem.allCases)
    func `every frame and its time scale comes back`(_ system: CoordinateSystem) throws {
        var event = VOEvent(ivorn: "ivo://abc/d#e")
        let time = try #require(ISOTime("2016-12-31T23:59:60"))
        event.whereWhen = WhereWhen(observation: Coordinates(system: system, time: EventTime(time)))
        let back = try VOEvent(xml: event.xml())
        #expect(back.whereWhen?.observation.system == system)
        #expect(back.whereWhen?.observation.time?.instant == time)
    }

    @Test(arguments: [0.1, 1e-300, 123456789.987654321, -0.0, .infinity, -.infinity])
    func `a number comes back to the last bit`(_ value: Double) throws {
        var event = VOEvent(ivorn: "ivo://abc/d#e")
        event.what = What(parameters: [Parameter("x", value)])
        let number = try VOEvent(xml: event.xml()).what?.parameters[0].number
        #expect(number?.bitPattern == value.bitPattern)
    }

    @Test func `a character that XML cannot hold is refused when it is written`() throws {
        var event = VOEvent(ivorn: "ivo://abc/d#e")
        event.description = "a\u{1}b"
        let error = #expect(throws: VOEventError.self) { try event.xml() }
        #expect(error?.description.contains("Description: XML cannot hold the character 1") == true)
    }

    @Test func `what would make the text invalid is refused when it is written`() {
        #expect(throws: VOEventError.self) { try VOEvent(ivorn: "http://abc/d#e").xml() }
        expectRefused { $0.what = What(groups: [What.Group(name: "a"), What.Group(name: "a")]) }
        expectRefused { $0.how = How() }
        expectRefused { $0.why = Why() }
        expectRefused { $0.citations = Citations([]) }
        expectRefused { $0.who = Who(author: Author()) }
        expectRefused { $0.what = What(tables: [What.Table(fields: [What.Field("a")], rows: [["1", "2"]])]) }
        expectRefused {
            let position = SkyPosition(raDeg: .nan, decDeg: 0, errorRadiusDeg: 1)
            $0.whereWhen = WhereWhen(observation: Coordinates(system: .utcIcrsTopo, position: position))
        }
    }

    private func expectRefused(_ change: (inout VOEvent) -> Void) {
        var event = VOEvent(ivorn: "ivo://abc/d#e")
        change(&event)
        #expect(throws: VOEventError.self) { try event.xml() }
    }
}
