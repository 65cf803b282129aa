import Bytes
import Foundation
import Testing
import VOEvent

@Suite(.enabled(if: Python.hasVOEventParse, "no Python with voevent-parse (TOCSIN_PYTHON)"))
struct SchemaTests {
    @Test func `every part that is written is valid against the schema, and read alike by another program`() throws {
        let script = """
            import sys, voeventparse as v
            event = v.loads(sys.stdin.buffer.read())
            v.assert_valid_as_v2_0(event)
            p = v.get_event_position(event)
            print(event.attrib["ivorn"], p.ra, p.dec, p.err, p.system, v.get_event_time_as_utc(event).isoformat())
            print(v.get_grouped_params(event)["photometry"]["mag"]["value"])
            """
        let said = try Python.run(script, input: Samples.full.xml())
        #expect(
            said == """
                ivo://org.tocsin.test/alerts#170028502 150.1191666 2.2058333 1e-05 UTC-ICRS-TOPO \
                2026-11-21T05:00:00.123456+00:00
                21.375

                """)
    }

    @Test func `the least event is valid against the schema`() throws {
        let script = "import sys, voeventparse as v; v.assert_valid_as_v2_0(v.loads(sys.stdin.buffer.read()))"
        #expect(try Python.run(script, input: VOEvent(ivorn: "ivo://abc/d#e").xml()) == "")
    }

    @Test func `events of other observatories are read, written and still valid`() throws {
        let folder = try Python.run(
            "import os, voeventparse.fixtures as f; print(os.path.dirname(f.__file__), end='')", input: Bytes())
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".xml") }
        let valid = try files.compactMap { name -> (name: String, event: VOEvent)? in
            let text = Bytes(Array(try Data(contentsOf: URL(fileURLWithPath: folder).appending(path: name))))
            do { return (name, try VOEvent(xml: text)) } catch { return try expectInvalid(text, name, error) }
        }
        #expect(valid.count >= 3)
        for (name, event) in valid {
            let xml = try event.xml()
            let script = "import sys, voeventparse as v; v.assert_valid_as_v2_0(v.loads(sys.stdin.buffer.read()))"
            #expect(try Python.run(script, input: xml) == "", "\(name)")
            #expect(try VOEvent(xml: xml) == event, "\(name)")
        }
    }

    private func expectInvalid(_ text: Bytes, _ name: String, _ error: any Error) throws -> (String, VOEvent)? {
        let script = """
            import sys, lxml.etree as e, voeventparse as v
            print(v.voevent.voevent_v2_0_schema.validate(e.fromstring(sys.stdin.buffer.read())), end="")
            """
        #expect(try Python.run(script, input: text) == "False", "\(name): \(error)")
        return nil
    }
}
