import Testing

@testable import Transports

@Suite struct AddressRangeTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.3.4", true), ("10.0.0.0/8", "11.0.0.1", false),
        ("192.168.1.129/25", "192.168.1.200", true),
        ("192.168.1.129/25", "192.168.1.1", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
        ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
        ("2001:db8::/33", "2001:db8:7fff::1", true),
        ("2001:db8::/33", "2001:db8:8000::1", false), ("10.0.0.0/8", "::ffff:10.1.1.1", true),
        ("::/0", "fe80::1", true),
    ])
    func `a range holds the addresses that share its bits`(_ range: String, _ address: String, _ isIn: Bool) throws {
        #expect(try AddressRange(range).contains(#require(NumericAddress(address))) == isIn)
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0/8", "::1/129", "host/8", "1.2.3.4/+8"])
    func `what is no range is refused`(_ text: String) {
        #expect(throws: TransportError.self) { try AddressRange(text) }
    }
}
