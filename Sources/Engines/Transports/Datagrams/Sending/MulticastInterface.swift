internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension MulticastGroup {
    /// The interface that `interface` names, with an address of the group's family; nil where it names none.
    ///
    /// - Throws: `TransportError` where there is no such interface.
    func device() throws -> NIONetworkDevice? {
        guard let interface else { return nil }
        let isIPv6 = place.numeric?.isIPv6 ?? false
        let devices = (try? System.enumerateDevices()) ?? []
        let fitting = devices.filter { device in
            let isFamily = device.address?.protocol == (isIPv6 ? .inet6 : .inet)
            return isFamily && (device.name == interface || device.address?.ipAddress == interface)
        }
        if let first = fitting.first { return first }
        let known = Set(devices.map(\.name)).sorted().joined(separator: ", ")
        let family = isIPv6 ? "IPv6" : "IPv4"
        throw TransportError("\(self)", "No interface '\(interface)' with an \(family) address; there are \(known).")
    }

    /// Lets datagrams from `channel` go out at the interface with the time to live that is wanted, to this machine too.
    func configure(_ channel: any Channel) async throws {
        guard let options = channel as? any SocketOptionProvider else { return }
        let device = try device()
        guard place.numeric?.isIPv6 ?? false else {
            try await options.setIPMulticastTTL(CUnsignedChar(clamping: ttl)).get()
            try await options.setIPMulticastLoop(1).get()
            if let address = device?.address?.ipAddress.flatMap(NumericAddress.init) {
                let value = address.bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
                try await options.unsafeSetSocketOption(level: .ip, name: .ip_multicast_if, value: value).get()
            }
            return
        }
        try await options.setIPv6MulticastHops(CInt(ttl)).get()
        try await options.setIPv6MulticastLoop(1).get()
        if let device { try await options.setIPv6MulticastIF(CUnsignedInt(device.interfaceIndex)).get() }
    }

    /// Makes `channel` a member of the group. Not by NIO's own way, which refuses Linux's loopback interface.
    func join(_ channel: any Channel) async throws {
        guard let options = channel as? any SocketOptionProvider, let group = place.numeric else { return }
        let device = try device()
        guard group.isIPv6 else {
            let own = device?.address?.ipAddress.flatMap(NumericAddress.init)?.bytes ?? [0, 0, 0, 0]
            let member = (group.bytes + own).withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
            let name = NIOBSDSocket.Option(rawValue: CInt(IP_ADD_MEMBERSHIP))
            return try await options.unsafeSetSocketOption(level: .ip, name: name, value: member).get()
        }
        let halves = group.bytes.withUnsafeBytes { memory in
            (0...1).map { memory.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
        }
        let member = (halves[0], halves[1], UInt32(device?.interfaceIndex ?? 0))
        let name = NIOBSDSocket.Option(rawValue: CInt(IPV6_JOIN_GROUP))
        try await options.unsafeSetSocketOption(level: .ipv6, name: name, value: member).get()
    }
}
