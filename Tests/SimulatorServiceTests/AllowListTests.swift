import Testing

@testable import SimulatorService

@Suite struct AllowListTests {
    @Test(arguments: [
        ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false), ("10.1.0.0/16", "10.1.255.1", true),
        ("10.1.0.0/16", "10.2.0.1", false), ("10.1.2.0/23", "10.1.3.9", true), ("10.1.2.0/23", "10.1.4.0", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::2", false), ("fd00::/8", "fdff::1", true),
        ("fd00::/8", "fe00::1", false), ("[fd00::1]", "fd00::1", true), ("10.1.2.3/32", "::ffff:10.1.2.3", true),
    ])
    func `a network holds its own addresses and no others`(entry: String, address: String, isHeld: Bool) throws {
        let list = try AllowList([entry])
        #expect(list.contains(try #require(IPAddress(address)), port: 9092) == isHeld)
        #expect(!AllowList.none.contains(try #require(IPAddress(address)), port: 9092))
    }

    @Test(arguments: ["10.0.0.1:9092", "10.0.0.0/8:9092", "[10.0.0.0/8]:9092"])
    func `an entry with a port allows that port only`(entry: String) throws {
        let list = try AllowList([entry])
        let address = try #require(IPAddress("10.0.0.1"))
        #expect(list.contains(address, port: 9092))
        #expect(!list.contains(address, port: 9093))
        #expect(!list.contains(address, port: nil))
    }

    @Test func `names are compared as they are written, whatever their case`() throws {
        let list = try AllowList(["Broker.Example.org:9092"])
        #expect(list.contains(name: "broker.example.org", port: 9092))
        #expect(!list.contains(name: "broker.example.org", port: 80))
        #expect(!list.contains(name: "evil.example.org", port: 9092))
    }

    @Test(arguments: [
        "", "a b", "10.0.0.0/33", "fd00::/129", "10.0.0.0/-1", "host:99999", "host:x", "name/8", "/8", "10.0.0.0/8:x",
    ])
    func `what is no entry is refused by name`(entry: String) {
        let error = #expect(throws: SimulatorServiceError.self) { try AllowList(["localhost", entry]) }
        #expect(error?.description.contains("'\(entry)'") == true)
    }

    @Test func `addresses of this machine are known in all their spellings`() {
        for text in ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"] {
            #expect(IPAddress(text)?.isLoopback == true, "\(text)")
        }
        for text in ["128.0.0.1", "0.0.0.0", "::", "::ffff:10.0.0.1", "fe80::1"] {
            #expect(IPAddress(text)?.isLoopback == false, "\(text)")
        }
        for text in ["localhost", "1.2.3", "127.1", "", "1.2.3.4.5", ":::"] {
            #expect(IPAddress(text) == nil, "\(text)")
        }
    }

    @Test func `any text is read as a host and port or refused, and never a crash`() {
        var state: UInt64 = 7
        for _ in 0..<5000 {
            let text = String(
                (0..<12).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return Array("[]:/.1f0a-,@ é%")[Int(state >> 33) % 15]
                })
            if let target = HostPort(text) { #expect(HostPort(target.text) == target, "\(text)") }
            _ = try? AllowList([text])
        }
    }
}
