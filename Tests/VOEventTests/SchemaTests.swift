import Bytes
import Foundation
import Testing
import VOEvent

@Suite(.enabled(if: Python.hasVOEventParse, "no Python with voevent-parse (TOCSIN_PYTHON)"))
struct SchemaTests {
    @Test func `every part that is written is valid against the schema, and read alike by another program`()
        async throws
    {
        let script = """
            import sys, voeventparse as v
            event = v.loads(sys.stdin.buffer.read())
            v.assert_valid_as_v2_0(event)
            p = v.get_event_position(event)
            print(event.attrib["ivorn"], p.ra, p.dec, p.err, p.system, v.get_event_time_as_utc(event).isoformat())
            print(v.get_grouped_params(event)["photometry"]["mag"]["value"])
            """
        let said = try await Python.run(script, input: Samples.full.xml())
        #expect(
            said == """
                ivo://org.tocsin.test/alerts#170028502 150.1191666 2.2058333 1e-05 UTC-ICRS-TOPO \
                2026-11-21T05:00:00.123456+00:00
                21.375

                """)
    }

    @Test func `the least event is valid against the schema`() async throws {
        let script = "import sys, voeventparse as v; v.assert_valid_as_v2_0(v.loads(sys.stdin.buffer.read()))"
        #expect(try await Python.run(script, input: VOEvent(ivorn: "ivo://abc/d#e").xml()) == "")
    }

    /// Events come behind four bytes of length; prints how many there were, and of what was not valid the reason.
    private static let validator = """
        import struct, sys, voeventparse as v
        data, place, count = sys.stdin.buffer.read(), 0, 0
        while place < len(data):
            (size,) = struct.unpack_from(">I", data, place)
            event = v.loads(data[place + 4:place + 4 + size])
            try: v.assert_valid_as_v2_0(event)
            except Exception as error: print(error)
            place, count = place + 4 + size, count + 1
        print(count)
        """

    @Test func `any event is valid against the schema`() async throws {
        var random = RandomEvents(seed: 4)
        let texts = try (0..<100).map { _ in try TransportFraming().framed(random.event().xml()).array }
        let said = try await Python.run(Self.validator, input: Bytes(texts.flatMap(\.self)))
        #expect(said == "100\n")
    }

    @Test func `what was read from a changed text is valid when it is written again`() async throws {
        var random = RandomEvents(seed: 5)
        var (state, texts) = (UInt64(7), [[UInt8]]())
        for _ in 0..<150 {
            var bytes = try random.event().xml().array
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes[Int(state >> 33) % bytes.count] = 32 + UInt8((state >> 20) % 95)
            guard let event = try? VOEvent(xml: Bytes(bytes)), let xml = try? event.xml() else { continue }
            texts.append(try TransportFraming().framed(xml).array)
        }
        #expect(texts.count > 5)
        let said = try await Python.run(Self.validator, input: Bytes(texts.flatMap(\.self)))
        #expect(said == "\(texts.count)\n")
    }

    @Test func `events of other observatories are read, written and still valid`() async throws {
        let folder = try await Python.run(
            "import os, voeventparse.fixtures as f; print(os.path.dirname(f.__file__), end='')", input: Bytes())
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".xml") }
        var valid: [VOEvent] = []
        for name in files {
            let text = Bytes(Array(try Data(contentsOf: URL(fileURLWithPath: folder).appending(path: name))))
            do { valid.append(try VOEvent(xml: text)) } catch { try await expectInvalid(text, name, error) }
        }
        #expect(valid.count >= 3)
        let texts = try valid.map { try $0.xml() }
        #expect(try texts.map { try VOEvent(xml: $0) } == valid)
        let stream = Bytes(try texts.flatMap { try TransportFraming().framed($0).array })
        #expect(try await Python.run(Self.validator, input: stream) == "\(valid.count)\n")
    }

    private func expectInvalid(_ text: Bytes, _ name: String, _ error: any Error) async throws {
        let script = """
            import sys, lxml.etree as e, voeventparse as v
            print(v.voevent.voevent_v2_0_schema.validate(e.fromstring(sys.stdin.buffer.read())), end="")
            """
        #expect(try await Python.run(script, input: text) == "False", "\(name): \(error)")
    }
}
