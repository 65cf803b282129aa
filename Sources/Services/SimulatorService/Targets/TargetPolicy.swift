import AlertStreams
import Foundation
import NIOPosix
import Simulator
import Transports

/// Where runs may send to and read from.
struct TargetPolicy: Sendable {
    var allowed: AllowList
    /// Folders that opsim databases and catalogues may lie in.
    var inputs: [String]
    /// Finds the addresses of a name.
    var resolve: @Sendable (String) async -> [IPAddress] = Self.system

    private static let system: @Sendable (String) async -> [IPAddress] = { name in
        // The system's resolver blocks its thread.
        (try? await NIOThreadPool.singleton.runIfActive { IPAddress.all(of: name) }) ?? []
    }

    /// What of the scenario is not allowed, in sentences that say what to do; and the folder of its inputs.
    func check(_ scenario: Scenario) async -> (refusals: [String], inputs: String) {
        var refusals: [String] = []
        for (place, transport) in scenario.transports.enumerated() {
            if let reason = await refusal(transport) { refusals.append("transport \(place + 1): \(reason)") }
        }
        if let registry = scenario.registry, let reason = await refusal(registry) {
            refusals.append("registry: \(reason)")
        }
        if scenario.transports.isEmpty {
            refusals.append("the scenario has no transport: say where to send, such as {kind: topic, to: alerts}")
        }
        let (missing, folder) = InputFiles(folders: inputs).check(scenario)
        return (refusals + missing, folder)
    }

    private func refusal(_ transport: TransportSetting) async -> String? {
        switch transport.kind {
        case .topic: return Self.isTopic(transport.target) ? nil : Self.topicRule(transport.target)
        case .kafka where !Self.isTopic(transport.topicName): return Self.topicRule(transport.topicName)
        case .files, .tar: return Self.isWithin(transport.target) ? nil : Self.folderRule(transport.target)
        default: break
        }
        if let reason = Self.wrongScheme(transport) { return reason }
        if transport.kind == .multicast, Self.staysHere(transport.target) { return nil }
        for target in Self.hosts(of: transport) {
            guard let host = HostPort(target) else {
                return "'\(target)' is no host and port: write host:port, such as 127.0.0.1:9092"
            }
            if let reason = await refusal(host) { return reason }
        }
        return nil
    }

    /// An address of another kind could name a file, or a host in another place.
    private static func wrongScheme(_ transport: TransportSetting) -> String? {
        guard let end = transport.target.range(of: "://") else { return nil }
        let scheme = String(transport.target[..<end.lowerBound])
        let known = schemes[transport.kind] ?? []
        guard !known.contains(scheme) else { return nil }
        let choice = (known.map { $0 + "://HOST:PORT" } + ["HOST:PORT"]).joined(separator: " or ")
        return "'\(transport.target)' is no address for \(transport.kind.rawValue): write \(choice)"
    }

    private static let schemes: [TransportKind: [String]] = [
        .tcp: ["tcp", "tcp-listen"], .udp: ["udp"], .multicast: ["multicast"], .http: ["http"],
        .voevent: ["vtp", "vtp-listen"],
    ]

    /// A group on the loopback interface and no other: its datagrams do not leave the machine.
    private static func staysHere(_ target: String) -> Bool {
        guard let start = target.firstIndex(of: "?") else { return false }
        let items = target[target.index(after: start)...].split(separator: "&")
        let interfaces = items.filter { $0.hasPrefix("interface=") }.map { String($0.dropFirst("interface=".count)) }
        return !interfaces.isEmpty && interfaces.allSatisfy { $0 == "lo" || IPAddress($0)?.isLoopback == true }
    }

    /// Of a cluster there may be several, joined by commas; an address of the web is cut down to its host.
    private static func hosts(of transport: TransportSetting) -> [Substring] {
        switch transport.kind {
        case .kafka: return transport.target.split(separator: ",", omittingEmptySubsequences: false)
        default:
            let text = transport.target[...]
            let rest = text.range(of: "://").map { text[$0.upperBound...] } ?? text
            return [rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }]
        }
    }

    /// Listens on this machine for itself only, unless its address is allowed.
    private func refusal(_ registry: RegistrySetting) async -> String? {
        guard let host = HostPort(registry.address[...]) else {
            return "'\(registry.address)' is no host and port: write host:port, such as 127.0.0.1:8081"
        }
        return await refusal(host)
    }

    private func refusal(_ target: HostPort) async -> String? {
        if allowed.contains(name: target.host, port: target.port) { return nil }
        let addresses = if let address = IPAddress(target.host) { [address] } else { await resolve(target.host) }
        guard !addresses.isEmpty else { return "the host '\(target.host)' is not found: check its name" }
        let outside = addresses.first { !$0.isLoopback && !allowed.contains($0, port: target.port) }
        guard let outside else { return nil }
        let which = outside.text == target.host ? "" : " (\(outside.text))"
        return "'\(target.text)'\(which) is not on this machine: whoever runs the service may allow it with "
            + "--allow \(target.text)"
    }

    private static func isTopic(_ name: String) -> Bool {
        do { try StreamError.checkName(name, of: "topic") } catch { return false }
        return true
    }

    private static func topicRule(_ name: String) -> String {
        "'\(name)' is no name of a topic: letters, digits, '.', '_' and '-' only; of a cluster the kind is kafka"
    }

    private static func isWithin(_ path: String) -> Bool {
        !path.hasPrefix("/") && !path.hasPrefix("~")
            && path.split(separator: "/").allSatisfy { $0 != ".." && $0 != "." } && !path.isEmpty
    }

    private static func folderRule(_ path: String) -> String {
        "'\(path)' is not within the run's folder: write a name such as 'packets', without '/' first and without '..'"
    }
}
