import Bytes
import Testing
import VOEvent

@Suite struct XPathFilterTests {
    @Test(arguments: [
        ("//Param[@name=\"SNR\" and @value > 10]", true), ("//Param[@name=\"SNR\" and @value > 20]", false),
        ("/voe:VOEvent[@role=\"test\"]", true), ("/voe:VOEvent[@role=\"observation\"]", false),
        ("Who/AuthorIVORN", true), ("Who/Nobody", false), ("count(//Group) = 1", true), ("count(//Nobody)", false),
        ("'text'", true), ("''", false), ("0", false), ("0 div 0", false), ("2", true),
        ("starts-with(//AuthorIVORN, 'ivo://org.tocsin')", true), ("//Param[number(@value) != number(@value)]", true),
    ])
    func `an expression holds as XPath 1.0 has it`(_ expression: String, _ expected: Bool) throws {
        let event = try FilterableEvent(xml: Samples.full.xml())
        #expect(try event.satisfies(XPathFilter(expression)) == expected)
    }

    @Test(arguments: [
        "", "//", "//Param[", "foo(", "//Param[@value >]", "a b", "1 +", "//Param[@name=\"x]",
        String(repeating: "(", count: 1500),
        String(repeating: "a", count: 2001), "a\u{0}",
    ])
    func `an invalid expression is refused before any event`(_ expression: String) {
        let error = #expect(throws: VOEventError.self) { try XPathFilter(expression) }
        #expect(
            error?.description.hasPrefix("XPath filter") == true || error?.description.hasPrefix("An XPath") == true)
    }

    @Test(arguments: [
        "/none:VOEvent", "nofunction()", "$variable", "document('/etc/passwd')", "//Param[nofunction()]", "2 * or(1)",
        "voe:f()",
    ])
    func `a name that nothing stands for is an error and not a silence`(_ expression: String) throws {
        #expect(throws: VOEventError.self) { try XPathFilter(expression) }
    }

    @Test(arguments: [
        "//Param[@name='a(b$c:d']", "2 * (3)", "1 or (2)", "//*[. or (*)]", "child::Who", "ancestor-or-self::node()",
        "self::voe:VOEvent", "* * *", "//Param[ last () ]",
    ])
    func `brackets, stars and colons are told apart`(_ expression: String) throws {
        let event = try FilterableEvent(xml: Samples.full.xml())
        #expect(throws: Never.self) { try event.satisfies(XPathFilter(expression)) }
    }

    @Test(arguments: [
        "//*[//*[//*[//*[//*[//*]]]]]", "count(//*[count(//*[count(//*[count(//*) > 1]) > 1]) > 1])",
        "//*[contains(string(/), string(//*[contains(string(/), 'zzzz')]))]",
        "//node()/ancestor::*/descendant::*/ancestor::*/descendant::*/ancestor::*/descendant::*/ancestor::*",
    ])
    func `an expression without end is stopped`(_ expression: String) throws {
        let parameters = String(repeating: "<Param name='abc' value='1'/>", count: 3000)
        let event = try FilterableEvent(xml: Samples.event("<What>\(parameters)</What>"))
        let start = ContinuousClock.now
        _ = try? event.satisfies(XPathFilter(expression))
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test(arguments: [
        "//Param[@name='abc' and @value > 10]", "count(//Param[@ucd = 'x']) > 1000", "//Param[last()]/@value = '77'",
        "//Group[@name='g']/Param[@name='abc']/@value > 70",
    ])
    func `a filter that people write comes to its end on the largest event`(_ expression: String) throws {
        let parameters = String(repeating: "<Param name='abc' value='77' ucd='x'/>\n", count: 2500)
        let event = try FilterableEvent(xml: Samples.event("<What><Group name='g'>\(parameters)</Group></What>"))
        #expect(try event.satisfies(XPathFilter(expression)))
    }

    @Test(arguments: [
        "//*[count(//*[contains(string(/), 'zzz')]) > 1]", "//*[contains(translate(string(/), 'abc', 'xyz'), 'zzz')]",
        "//*[contains(concat(string(/), string(/), string(/), string(/)), normalize-space(string(/)))]",
        "//*[string(/) = string(//*[string(/) = 'z'])]", "//*[//*[/ = '\n\na']]", "//*[//*[string-length() < 0]]",
    ])
    func `an expression that copies the event's text again and again is stopped`(_ expression: String) throws {
        let inner =
            String(repeating: "<Param/>", count: 2000) + "<Description>" + String(repeating: "a ", count: 41_000)
        let event = try FilterableEvent(xml: Samples.event("<What>\(inner)</Description></What>"))
        let start = ContinuousClock.now
        _ = try? event.satisfies(XPathFilter(expression))
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func `changed expressions are evaluated or refused and never crash`() throws {
        let event = try FilterableEvent(xml: Samples.full.xml())
        let whole = Array("//Param[@name=\"SNR\" and number(@value) > 10 or not(../Group[1]/@type)]".utf8)
        var state: UInt64 = 5
        for _ in 0..<600 {
            var bytes = whole
            for _ in 0..<2 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(32 + (state >> 20) % 95)
            }
            _ = try? event.satisfies(XPathFilter(String(decoding: bytes, as: UTF8.self)))
        }
    }
}
