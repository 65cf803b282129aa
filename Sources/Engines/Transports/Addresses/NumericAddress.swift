#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An IPv4 or IPv6 address in numbers.
struct NumericAddress: Sendable, Hashable {
    /// 4 or 16 bytes in network order.
    let bytes: [UInt8]

    /// Four decimal numbers, or IPv6's text (RFC 4291, section 2.2); nil for anything else, short forms such as
    /// `127.1` too.
    init?(_ text: String) {
        guard let bytes = Self.read(text, AF_INET, 4) ?? Self.read(text, AF_INET6, 16) else { return nil }
        self.bytes = bytes
    }

    private static func read(_ text: String, _ family: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    var isIPv6: Bool { bytes.count == 16 }

    /// 224.0.0.0/4 or ff00::/8.
    var isMulticast: Bool { isIPv6 ? bytes[0] == 0xff : bytes[0] & 0xf0 == 0xe0 }

    /// 127.0.0.0/8 or ::1.
    var isLoopback: Bool { isIPv6 ? bytes == [UInt8](repeating: 0, count: 15) + [1] : bytes[0] == 127 }
}
