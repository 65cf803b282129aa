/// Addresses that share their first bits, such as `10.0.0.0/8`, `::1` or `2001:db8::/32`.
public struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    private let bytes: [UInt8]
    private let bits: Int
    public let description: String

    /// - Throws: `TransportError` where `text` is no address, or the number of bits is none that it can have.
    public init(_ text: String) throws(TransportError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NumericAddress(String(parts[0])) else {
            throw TransportError(text, "An address range is an address, or address/bits such as 10.0.0.0/8.")
        }
        bytes = address.bytes
        let all = bytes.count * 8
        guard parts.count == 1 || parts[1].allSatisfy(\.isASCIIDigit),
            let bits = parts.count == 1 ? all : Int(parts[1]),
            bits <= all
        else { throw TransportError(text, "After the slash comes a number from 0 to \(all).") }
        self.bits = bits
        description = text
    }

    private init(bytes: [UInt8], bits: Int, _ description: String) {
        (self.bytes, self.bits, self.description) = (bytes, bits, description)
    }

    /// This machine: 127.0.0.0/8 and ::1.
    public static let loopback = [
        AddressRange(bytes: [127, 0, 0, 0], bits: 8, "127.0.0.0/8"),
        AddressRange(bytes: [UInt8](repeating: 0, count: 15) + [1], bits: 128, "::1"),
    ]

    /// Everywhere.
    public static let anywhere = [
        AddressRange(bytes: [0, 0, 0, 0], bits: 0, "0.0.0.0/0"),
        AddressRange(bytes: [UInt8](repeating: 0, count: 16), bits: 0, "::/0"),
    ]

    /// An IPv4 address within IPv6 (`::ffff:10.0.0.1`) counts as the IPv4 address.
    func contains(_ address: NumericAddress) -> Bool {
        let other = address.unmapped
        guard other.count == bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return other[bit / 8] & mask == bytes[bit / 8] & mask
        }
    }
}

extension NumericAddress {
    fileprivate var unmapped: [UInt8] {
        let prefix = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]
        return isIPv6 && bytes.starts(with: prefix) ? Array(bytes.suffix(4)) : bytes
    }
}

extension [AddressRange] {
    func contains(_ address: NumericAddress?) -> Bool {
        guard let address else { return false }
        return contains { $0.contains(address) }
    }
}
