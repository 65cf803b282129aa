import Bytes
import Testing
import VOEvent

@Suite struct TransportMessageTests {
    static let time = ISOTime(unixMs: 1_795_271_434_000)

    @Test(arguments: TransportMessage.Role.allCases)
    func `a message comes back, its children in the order of the schema`(_ role: TransportMessage.Role) throws {
        var meta = TransportMessage.Meta(filters: ["//Param[@value > 1]", "a & b"])
        meta.result = "why"
        let message = TransportMessage(
            role, origin: "ivo://a/b#c", response: "ivo://d/e", timeStamp: Self.time, meta: meta)
        let text = try message.xml()
        #expect(try TransportMessage(xml: text) == message)
        let words = try #require(text.utf8Text)
        let order = ["<Origin>", "<Response>", "<TimeStamp>2026-", "<Meta>", "<Param ", "<Result>"]
        let places = try order.map { word in try #require(words.firstRange(of: word)).lowerBound }
        #expect(places == places.sorted())
    }

    @Test func `filters are read in the old and in the new way`() throws {
        let text = """
            <t:Transport xmlns:t="http://telescope-networks.org/xml/Transport/v1.1" role="authenticate" version="1.0">
            <Origin>ivo://a</Origin><TimeStamp>2026-11-21T14:30:34Z</TimeStamp>
            <Meta><Param name="xpath-filter" value="//A"/><filter type="xpath"> //B </filter><filter type="sql">C</filter>
            </Meta></t:Transport>
            """
        #expect(try TransportMessage(xml: Bytes(utf8: text)).meta?.filters == ["//A", "//B"])
    }

    @Test(arguments: ["role=''", "role='hello'", ""])
    func `a message without a role that is known is refused`(_ role: String) {
        let text = "<Transport \(role)><Origin>a</Origin><TimeStamp>2026-11-21T14:30:34Z</TimeStamp></Transport>"
        #expect(throws: VOEventError.self) { try TransportMessage(xml: Bytes(utf8: text)) }
    }

    @Test func `a payload is an event or a message`() throws {
        #expect(try TransportPayload(xml: Samples.full.xml()) == .event(Samples.full))
        let message = TransportMessage(.iamalive, origin: "ivo://a", timeStamp: Self.time)
        #expect(try TransportPayload(xml: message.xml()) == .message(message))
        #expect(throws: VOEventError.self) { try TransportPayload(xml: Bytes(utf8: "<a/>")) }
    }
}

@Suite struct TransportFuzzTests {
    @Test func `changed messages and runs of bytes are read or refused and never crash`() throws {
        let meta = TransportMessage.Meta(filters: ["//Param[@value > 1]"])
        let message = TransportMessage(.authenticate, origin: "ivo://a", timeStamp: ISOTime(unixMs: 0), meta: meta)
        let whole = try TransportFraming().framed(message.xml()).array
        var (state, refused) = (UInt64(9), 0)
        for _ in 0..<1000 {
            var bytes = whole
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes[Int(state >> 33) % (state >> 62 == 0 ? 4 : bytes.count)] = UInt8(truncatingIfNeeded: state >> 20)
            do {
                for text in try TransportFraming().texts(in: Bytes(bytes)) { _ = try TransportMessage(xml: text).xml() }
            } catch { refused += 1 }
        }
        #expect((300..<1000).contains(refused))
    }
}

@Suite struct TransportFramingTests {
    @Test func `texts come back from one run of bytes`() throws {
        let framing = TransportFraming()
        let texts = [Bytes(utf8: "<a/>"), Bytes(utf8: "b"), Bytes([UInt8](repeating: 7, count: 70_000))]
        let stream = Bytes(try texts.flatMap { try framing.framed($0).array })
        #expect(stream.slice(0..<8).array == [0, 0, 0, 4] + Array("<a/>".utf8))
        #expect(try framing.texts(in: stream) == texts)
        for cut in [1, 5, 9, 20] { #expect(throws: VOEventError.self) { try framing.texts(in: stream.slice(0..<cut)) } }
    }

    @Test func `nothing and too much are refused, and the wrong order of bytes is suspected`() throws {
        let framing = TransportFraming(maximumBytes: 1000)
        #expect(try framing.count(of: 1000) == 1000)
        #expect(throws: VOEventError.self) { try framing.count(of: 0) }
        #expect(throws: VOEventError.self) { try framing.framed(Bytes()) }
        #expect(throws: VOEventError.self) { try framing.header(for: 1001) }
        let error = #expect(throws: VOEventError.self) { try framing.count(of: 0xE803_0000) }
        #expect(error?.description.contains("wrong order") == true)
    }
}
