/// A multicast group and how to reach it.
public struct MulticastGroup: Sendable, Hashable, CustomStringConvertible {
    /// The group's address, 224.0.0.0/4 or ff00::/8, and port.
    public var place: HostPort
    /// Routers that a datagram may pass, plus one; 1 stays in the local network.
    public var ttl: Int
    /// Name of the interface, such as `eth0`, or its address; nil lets the system choose.
    public var interface: String?

    /// By default within the local network. That the address is a group's is not checked here.
    public init(_ place: HostPort, ttl: Int = 1, interface: String? = nil) {
        self.place = place
        self.ttl = ttl
        self.interface = interface
    }

    /// On the loopback interface, where no datagram leaves the machine.
    public var isLoopback: Bool {
        guard let interface else { return false }
        return ["lo", "lo0"].contains(interface) || NumericAddress(interface)?.isLoopback ?? false
    }

    public var description: String { "\(place)?ttl=\(ttl)" + (interface.map { "&interface=\($0)" } ?? "") }

    /// Reads `GROUP:PORT?ttl=1&interface=lo`; `text` is the whole that errors name.
    init(_ rest: Substring, of text: String) throws(TransportError) {
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(try HostPort(authority: parts[0], of: text))
        guard place.numeric?.isMulticast ?? false else {
            throw TransportError(
                text, "'\(place.host)' is no multicast address; they are 224.0.0.0 to 239.255.255.255 or ff..:.")
        }
        guard parts.count == 2, !parts[1].isEmpty else { return }
        for item in parts[1].split(separator: "&", omittingEmptySubsequences: false) { try read(item, of: text) }
    }

    private mutating func read(_ item: Substring, of text: String) throws(TransportError) {
        let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let value = pair.count == 2 ? String(pair[1]) : ""
        switch pair[0] {
        case "ttl":
            guard let ttl = Int(value), (0...255).contains(ttl) else {
                throw TransportError(text, "ttl is 0 to 255, not '\(value)'.")
            }
            self.ttl = ttl
        case "interface":
            guard !value.isEmpty else { throw TransportError(text, "After interface= comes a name such as lo.") }
            interface = value
        default: throw TransportError(text, "'\(pair[0])' is unknown; a group takes ttl and interface.")
        }
    }
}
