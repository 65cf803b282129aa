import Bytes
import Testing
import VOEvent

@Suite struct HostileTextTests {
    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'> %p;]><a/>",
        "<!DOCTYPE a PUBLIC 'x' 'http://127.0.0.1:1/x'><a/>",
    ])
    func `a document type is refused where it begins`(_ text: String) {
        let error = #expect(throws: VOEventError.self) {
            try VOEvent(xml: Bytes(utf8: "<?xml version='1.0'?>\n" + text))
        }
        #expect(error?.description == "Line 2: a document type (DTD) is not allowed in a VOEvent.")
    }

    @Test func `a file is not included`() {
        let text = "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd'/></a>"
        #expect(throws: VOEventError.self) { try VOEvent(xml: Bytes(utf8: text)) }
    }

    @Test func `elements within one another have a limit`() {
        let deep = String(repeating: "<Group>", count: 40)
        let error = #expect(throws: VOEventError.self) { try VOEvent(xml: Samples.event(deep)) }
        #expect(error?.description.contains("more than 32 elements within one another") == true)
    }

    @Test func `the number of elements has a limit`() {
        let many = String(repeating: "<a/>", count: 20_000)
        let error = #expect(throws: VOEventError.self) { try VOEvent(xml: Samples.event(many)) }
        #expect(error?.description.contains("more than 20000 elements") == true)
    }

    @Test func `the size has a limit, and one byte less is taken`() throws {
        let event = Samples.event("")
        let filler = String(repeating: " ", count: 99_999 - event.count)
        #expect(throws: Never.self) { try VOEvent(xml: Samples.event(filler)) }
        let error = #expect(throws: VOEventError.self) { try VOEvent(xml: Samples.event(filler + " ")) }
        #expect(error?.description.contains("100000 bytes") == true)
    }

    @Test(arguments: [
        "", " ", "<", "<a", "<a>", "</a>", "<a/><b/>", "&lt;", "<a b=>", "<a>&nbsp;</a>", "{}", "<a>\u{1}</a>",
    ])
    func `what is not well-formed is refused with a sentence`(_ text: String) {
        let error = #expect(throws: VOEventError.self) { try VOEvent(xml: Bytes(utf8: text)) }
        #expect(error?.description.hasSuffix(".") == true)
    }

    @Test func `a NUL is refused with its place`() {
        var bytes = Samples.event("").array
        bytes[30] = 0
        let error = #expect(throws: VOEventError.self) { try VOEvent(xml: Bytes(bytes)) }
        #expect(error?.description.contains("NUL at byte 30") == true)
    }

    @Test func `a text cut anywhere is refused and never crashes`() throws {
        let whole = try Samples.full.xml()
        for count in stride(from: 0, to: whole.count - 1, by: 7) {
            #expect(throws: VOEventError.self) { try VOEvent(xml: whole.slice(0..<count)) }
        }
    }

    @Test func `a text with bytes changed is read or refused and never crashes`() throws {
        let whole = try Samples.full.xml().array
        var state: UInt64 = 11
        var refused = 0
        for _ in 0..<500 {
            var bytes = whole
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let byte = UInt8(truncatingIfNeeded: state >> 20)
            bytes[Int(state >> 33) % bytes.count] = state >> 63 == 0 ? byte : 32 + byte % 95
            do { _ = try VOEvent(xml: Bytes(bytes)) } catch { refused += 1 }
        }
        #expect((50..<490).contains(refused))
    }
}
