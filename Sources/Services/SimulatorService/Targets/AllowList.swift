/// Hosts beside loopback that runs may send to.
public struct AllowList: Sendable, Hashable {
    private var entries: [Entry] = []

    private struct Entry: Sendable, Hashable {
        var place: Place
        var port: UInt16?
    }

    private enum Place: Sendable, Hashable {
        /// By its name in the scenario, whatever its addresses are.
        case name(String)
        case network(IPAddress, bits: Int)
    }

    /// Nothing but loopback.
    public static let none = AllowList()

    private init() {}

    /// - Parameter texts: each `host`, `host:port`, an address, or a network: `10.1.0.0/16`, `[fd00::/8]:9092`.
    /// - Throws: `SimulatorServiceError` that names the first which is none of these.
    public init(_ texts: [String]) throws(SimulatorServiceError) {
        for text in texts { entries.append(try Self.entry(text)) }
    }

    private static func entry(_ text: String) throws(SimulatorServiceError) -> Entry {
        let wrong = SimulatorServiceError(
            "'\(text)' cannot be allowed: write a host, host:port, an address or a network such as 10.1.0.0/16:9092")
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            guard let target = HostPort(text) else { throw wrong }
            let address = IPAddress(target.host)
            let place = address.map { Place.network($0, bits: $0.bytes.count * 8) } ?? .name(target.host)
            return Entry(place: place, port: target.port)
        }
        // [net/bits]:port and net/bits:port; the port belongs to the host, the bits do not.
        let isBracketed = parts[0].first == "["
        let base = IPAddress(String(isBracketed ? parts[0].dropFirst() : parts[0]))
        let rest = parts[1].split(separator: isBracketed ? "]" : ":", maxSplits: 1)
        guard let base, let bits = rest.first.flatMap({ Int($0) }), (0...base.bytes.count * 8).contains(bits) else {
            throw wrong
        }
        guard rest.count == 2 else { return Entry(place: .network(base, bits: bits), port: nil) }
        guard let port = UInt16(isBracketed ? rest[1].dropFirst() : rest[1]) else { throw wrong }
        return Entry(place: .network(base, bits: bits), port: port)
    }

    /// Whether a host of this name is allowed, whatever its addresses are.
    func contains(name: String, port: UInt16?) -> Bool {
        entries.contains { $0.place == .name(name) && ($0.port == nil || $0.port == port) }
    }

    func contains(_ address: IPAddress, port: UInt16?) -> Bool {
        entries.contains { entry in
            guard case .network(let base, let bits) = entry.place, entry.port == nil || entry.port == port else {
                return false
            }
            return Self.agree(base.bytes, address.bytes, bits: bits)
        }
    }

    private static func agree(_ first: [UInt8], _ second: [UInt8], bits: Int) -> Bool {
        guard first.count == second.count else { return false }
        return zip(first, second).enumerated().allSatisfy { place, pair in
            let left = min(8, max(0, bits - place * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> left)
            return pair.0 & mask == pair.1 & mask
        }
    }
}
