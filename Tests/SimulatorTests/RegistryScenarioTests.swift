import Simulator
import Testing

@Suite struct RegistryScenarioTests {
    private static let head = "name: x\nspan: {visits: 3}\n"

    private func problem(_ lines: String) -> String? {
        do {
            _ = try Scenario(yaml: Self.head + lines, file: "s")
            return nil
        } catch { return error.description }
    }

    private func remarks(_ lines: String) -> [String] {
        Scenario.remarks(yaml: Self.head + lines, file: "s").map(\.description)
    }

    @Test func `a registry is an address, perhaps with credentials, and survives the canonical text`() throws {
        let plain = try Scenario(yaml: Self.head + "registry: 127.0.0.1:8081\n")
        #expect(plain.registry == RegistrySetting(address: "127.0.0.1:8081"))
        let text = """
            registry: {address: "[::1]:0", user: reader, password-file: secret.txt}
            transports: [{kind: http, to: "http://127.0.0.1:9/x", token-file: token.txt}]
            faults:
              - {fault: registry-outage, visits: 2}
              - {fault: registry-outage, delay: 2 s, until: 1 min}
              - {fault: registry-outage, hangs-up: on, until: 1 min}
              - {fault: registry-outage, status: 502, until: 1 min}
              - {fault: credential-expiry, from: 1 min, until: 2 min}
            """
        let scenario = try Scenario(yaml: Self.head + text)
        #expect(scenario.registry?.wantsCredentials == true && scenario.transports[0].tokenFile == "token.txt")
        let outages: [RegistryOutage] = [.status(503), .slow(seconds: 2), .hangUp, .status(502)]
        #expect(scenario.faults.map(\.kind) == outages.map { .registryOutage($0) } + [.credentialExpiry])
        #expect(try Scenario(yaml: scenario.canonicalText) == scenario)
        #expect(scenario.exposure(of: scenario.transports[0]) == [.registry, .registryCredentials, .senderCredentials])
    }

    @Test(arguments: [
        ("registry: nowhere", "s:3:11"), ("registry: {user: a}", "needs the key 'address'"),
        ("registry: {address: '127.0.0.1:1', user: a}", "either 'password'"),
        ("registry: {address: '127.0.0.1:1', user: 'a:b', password-file: p}", "without a colon"),
        ("registry: {adress: '127.0.0.1:1'}", "Did you mean 'address'?"),
        ("transports: [{kind: tcp, to: '127.0.0.1:9', token-file: t}]", "only http does"),
        ("faults: [{fault: registry-outage}]", "needs an end"),
        ("faults: [{fault: registry-outage, status: 404, until: 1 min}]", "500 to 599"),
        ("faults: [{fault: registry-outage, status: 500, delay: 1 s, until: 1 min}]", "in one way"),
    ]) func `what is wrong with it is told`(text: String, words: String) {
        #expect(problem(text)?.contains(words) == true, "\(problem(text) ?? "nothing")")
    }

    @Test func `a fault that would do nothing is remarked on, at its line and column`() throws {
        let topic = "transports:\n  - {kind: topic, to: a}\n  - {kind: voevent, to: 127.0.0.1:8099}\n"
        let faults =
            "faults:\n  - {fault: registry-outage, until: 1 min}\n  - {fault: credential-expiry, until: 1 min}\n"
        let found = remarks(topic + faults)
        try #require(found.count == 2)
        #expect(found[0].hasPrefix("s:7:13: No registry is served"))
        #expect(
            found[1].hasPrefix("s:8:13: ") && found[1].contains("transport 1 (topic)") && !found[1].contains("(voe"))
        let open = remarks("registry: 127.0.0.1:0\n" + topic + faults)
        #expect(open.count == 1 && open[0].hasPrefix("s:9:13: "))
        let closed = "registry: {address: '127.0.0.1:0', user: a, password: p}\n"
        #expect(remarks(closed + topic + faults).isEmpty)
        #expect(remarks(topic).isEmpty && remarks("transports: 3").isEmpty)
    }

    @Test func `a schema's number is changed only where one stands, and to another`() {
        let topic = "transports:\n  - {kind: topic, to: a}\n"
        #expect(remarks(topic + "faults:\n  - {fault: wrong-schema, schema-id: 1100}\n").isEmpty)
        let same = remarks(topic + "faults:\n  - {fault: wrong-schema, schema-id: 1101}\n")
        #expect(same.count == 1 && same[0].contains("have the number 1101 already"))
        let files = remarks(topic + "  - {kind: files, to: f}\nfaults:\n  - {fault: wrong-schema}\n")
        #expect(files.count == 1 && files[0].contains("transport 2 (files)"))
        let framed = "  - {kind: files, to: f, framing: confluent}\n"
        #expect(remarks(topic + framed + "faults:\n  - {fault: wrong-schema}\n").isEmpty)
        let ztf = remarks("survey: {schema: ztf-4.02}\n" + topic + "faults:\n  - {fault: wrong-schema}\n")
        #expect(ztf.count == 1 && ztf[0].contains("ZTF"))
        let events = remarks(
            "transports:\n  - {kind: voevent, to: 127.0.0.1:8099}\nfaults:\n  - {fault: missing-history}\n")
        #expect(events.count == 1 && events[0].contains("neither"))
    }

    @Test(arguments: Scenario.names) func `a scenario that ships has no fault that does nothing`(name: String) throws {
        let text = try #require(Scenario.text(named: name))
        #expect(Scenario.remarks(yaml: text, file: name).map(\.description) == [])
    }
}
