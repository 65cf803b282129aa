import Bytes
import Testing
import VOEvent

@Suite struct ReadingTests {
    @Test(arguments: [
        ("<Whom/>", "\"Whom\" cannot be in VOEvent"), ("<Who/>\n<Who/>", "a second Who"),
        ("<What><Param nam='a'/></What>", "no attribute \"nam\""), ("<What>words</What>", "text stands in What"),
        ("<Citations/>", "no EventIVORN"), ("<Why importance='much'><Name/></Why>", "importance is no number"),
        ("<Who><Date>yesterday</Date></Who>", "no date and time"), ("<Reference/>", "no uri"),
        ("<What><Param dataType='double'/></What>", "none of string, float, int"),
        ("<Who xmlns='http://www.ivoa.net/xml/VOEvent/v2.0'/>", "in a namespace"),
        ("<WhereWhen/>", "no ObsDataLocation"),
        ("<Reference uri='a b'/>", "\"a b\" is no URI"), ("<Who><AuthorIVORN>1:b</AuthorIVORN></Who>", "is no URI"),
        ("<Reference uri='%4'/>", "is no URI"),
    ])
    func `what is wrong is named with its line`(_ inner: String, _ words: String) {
        let error = #expect(throws: VOEventError.self) { try VOEvent(xml: Samples.event("\n" + inner)) }
        #expect(error?.description.contains(words) == true, "\(error as Any)")
        #expect(error?.description.hasPrefix(inner.contains("\n") ? "Line 5: " : "Line 4: ") == true, "\(error as Any)")
    }

    @Test(arguments: [
        "<VOEvent version='2.0' ivorn='ivo://abc/d#e'/>",
        "<v:VOEvent xmlns:v='http://www.ivoa.net/xml/VOEvent/v1.1' version='1.1' ivorn='ivo://abc/d#e'/>",
        "<v:VOEvent xmlns:v='http://www.ivoa.net/xml/VOEvent/v2.1' version='2.1' ivorn='ivo://abc/d#e'/>",
    ])
    func `another version is refused and named`(_ text: String) {
        let error = #expect(throws: VOEventError.self) { try VOEvent(xml: Bytes(utf8: text)) }
        #expect(error?.description.contains("only VOEvent 2.0") == true)
    }

    @Test(arguments: [
        "abc", "ivo://ab#c", "ivo://abc/d", "ivo://abc/d#", "ivo://abc/d e#f", "ivo://abc/d#e#f", "ivo://abc/é#f",
    ])
    func `a name that is no identifier of an event is refused`(_ ivorn: String) {
        #expect(throws: VOEventError.self) { try EventIdentifier(ivorn) }
    }

    @Test func `an identifier has an authority, a resource and a local name`() throws {
        let identifier = try EventIdentifier("ivo://nasa.gsfc.gcn/SWIFT/x#BAT_1/2")
        #expect(
            (identifier.authority, identifier.resource, identifier.local) == ("nasa.gsfc.gcn", "/SWIFT/x", "BAT_1/2"))
        #expect("\(identifier)" == "ivo://nasa.gsfc.gcn/SWIFT/x#BAT_1/2")
    }

    @Test func `comments, instructions and attributes of other namespaces are passed over`() throws {
        let xml = Samples.event(
            "<!-- a --><?b c?><Description>x<!-- y -->z</Description>",
            attributes: "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'")
        #expect(try VOEvent(xml: xml).description == "xz")
    }
}
