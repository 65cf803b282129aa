import Testing
import Transports

@Test(arguments: [
    "tcp://127.0.0.1:8099", "tcp://broker.example:1", "tcp-listen://0.0.0.0:0", "udp://[::1]:65535",
    "multicast://239.1.2.3:5000?ttl=1", "multicast://[ff02::1]:5000?ttl=0&interface=lo", "http://localhost:80/",
    "http://a.example:8080/v1/alerts?x=1", "file:/data/night", "file:relative folder", "tar:night.tar.gz",
])
func `an address is written as it is read`(text: String) throws {
    #expect(try TransportAddress(text).description == text)
}

@Test func `what an address leaves out has its default`() throws {
    #expect(try TransportAddress("http://a.example") == .http(HTTPURL(HostPort("a.example", 80), path: "/")))
    let group = MulticastGroup(HostPort("239.0.0.1", 7), ttl: 1, interface: nil)
    #expect(try TransportAddress("multicast://239.0.0.1:7") == .multicast(group))
}

@Test(arguments: [
    ("night", "begins with one of"), ("ftp://a:1", "'ftp' is no transport"), ("tcp:a:1", "two slashes"),
    ("tcp://a", "a colon and a port"), ("tcp://a:", "'' is no port"), ("tcp://a:0", "'0' is no port"),
    ("tcp://a:65536", "'65536' is no port"), ("tcp://a:+5", "'+5' is no port"), ("tcp://:5", "host is missing"),
    ("tcp://::1:5", "in brackets"), ("tcp://[1.2.3.4]:5", "no IPv6"), ("tcp://[::1]", "a colon and a port"),
    ("tcp://a b:5", "no ' '"), ("tcp://a/b:5", "no '/'"), ("udp://239.1.2.3:5", "multicast://239.1.2.3:5"),
    ("multicast://10.0.0.1:5", "no multicast address"), ("multicast://239.1.2.3:5?ttl=256", "ttl is 0 to 255"),
    ("multicast://239.1.2.3:5?tll=2", "'tll' is unknown"), ("multicast://239.1.2.3:5?interface=", "a name"),
    ("https://a/", "HTTPS"), ("http://u:secret@a/", "Authorization"), ("http://a/x#y", "'#'"), ("http://a/ä", "%XX"),
    ("file:", "a path"), ("tar:", "a path"), ("", "begins with one of"),
])
func `a wrong address is refused with the part that is wrong`(text: String, part: String) {
    let error = #expect(throws: TransportError.self) { try TransportAddress(text) }
    #expect(error?.detail.contains(part) == true)
    #expect(error?.description.contains("secret") == false)
}

@Test(arguments: [
    ("tcp://127.0.0.1:1", true), ("tcp://127.255.0.9:1", true), ("tcp://LocalHost:1", true), ("udp://[::1]:1", true),
    ("udp://[0:0::0:1]:1", true), ("http://localhost/", true), ("multicast://239.1.1.1:5?interface=lo", true),
    ("multicast://239.1.1.1:5?interface=127.0.0.1", true), ("tar:x", true), ("file:x", true),
    ("tcp://127.0.0.1.evil.example:1", false), ("tcp://127.1:1", false), ("tcp-listen://0.0.0.0:1", false),
    ("tcp://[::]:1", false), ("tcp://128.0.0.1:1", false), ("multicast://239.1.1.1:5", false),
    ("multicast://239.1.1.1:5?interface=eth0", false), ("tcp://localhost.example:1", false),
    ("http://10.0.0.1/127.0.0.1", false),
])
func `only what stays on this machine is loopback`(text: String, expected: Bool) throws {
    #expect(try TransportAddress(text).isLoopback == expected)
}

@Test func `no text brings the reader of addresses down`() {
    let pieces = [
        "tcp", "multicast", "http", "file", ":", "//", "[", "]", "::", "127.0.0.1", "?", "ttl=", "&", "#", "@", "9",
        "é", "\0",
    ]
    var state: UInt64 = 42
    for _ in 0..<5_000 {
        var text = ""
        for _ in 0..<8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += pieces[Int((state >> 33) % UInt64(pieces.count))]
        }
        if let address = try? TransportAddress(text) {
            #expect((try? TransportAddress(address.description)) == address)
        }
    }
}

@Test func `every address opens the transport that it names`() async throws {
    let place = try Workplace()
    let cases: [(String, Any.Type)] = [
        ("tcp://127.0.0.1:9", TCPTransport.self), ("tcp-listen://127.0.0.1:0", TCPListenTransport.self),
        ("udp://127.0.0.1:9", DatagramTransport.self), ("http://127.0.0.1:9/", HTTPTransport.self),
        ("file:\(place.path)/night", FileTransport.self), ("tar:\(place.path)/night.tar.gz", TarTransport.self),
    ]
    var options = TransportOptions()
    options.datagrams.quietBeforeClose = .zero
    for (text, type) in cases {
        let transport = try await TransportAddress(text).open(options)
        #expect(Swift.type(of: transport) == type)
        if text.contains("night") { #expect(await transport.readiness(within: .seconds(20)).state == .ready) }
        try await transport.close()
    }
    #expect(try place.names == ["night", "night.tar.gz"])
}
