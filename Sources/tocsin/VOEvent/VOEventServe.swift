import ArgumentParser
import Transports

/// A broker until it is stopped.
struct VOEventServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Be a broker: take events from authors, keep them, and pass them on to subscribers.",
        discussion: """
            An author's event is read, kept in --out, and answered by ack; one that is no VOEvent 2.0, or that came before, is \
            answered by nak and the reason. For each that is kept a line is printed: its name, a tab, and when it came in \
            milliseconds since 1970, as `tocsin simulate score --ids` reads it.

            Authors and subscribers of this machine alone are let in unless --allow names others, and --host an address that \
            they can reach. --receive-port and --broadcast-port 0 take free ports.

            Examples:
              tocsin voevent serve --out events
              tocsin voevent serve --out events --no-broadcast > received.tsv
              tocsin voevent serve --out events --host 0.0.0.0 --allow 10.0.0.0/8
            """)

    @Option(help: "The folder for the events, one file each; made where it is missing.")
    var out: String
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "Where authors connect.")
    var receivePort = 8098
    @Option(help: "Where subscribers connect.")
    var broadcastPort = 8099
    @Flag(inversion: .prefixedNo, help: "Pass events on to subscribers.")
    var broadcast = true
    @Option(help: "Who is let in beside this machine: an address, or a range such as 10.0.0.0/8. Several are possible.")
    var allow: [String] = []
    @Option(help: "The broker's name.")
    var name = "ivo://tocsin/broker"

    func validate() throws {
        for (option, port) in [("--receive-port", receivePort), ("--broadcast-port", broadcastPort)]
        where !(0...65535).contains(port) { throw ValidationError("\(option) is a number from 0 to 65535") }
    }

    func run() async throws {
        let command = self
        let folder = try EventFolder(out)
        try await untilInterrupted { try await command.serve(folder) }
    }

    private func serve(_ folder: EventFolder) async throws {
        let allowed = try AddressRange.loopback + allow.map { try AddressRange($0) }
        let relay = try await broadcaster(allowed)
        var options = VTPReceiverOptions(name: name, relay: relay)
        options.allowed = allowed
        let receiver = try await VTPReceiver.listen(at: HostPort(host, receivePort), options: options) { event in
            try await folder.keep(event)
        }
        Console.note("authors: \(receiver.place)" + (relay.map { "; subscribers: \($0.place)" } ?? ""))
        do { while true { try await Task.sleep(for: .seconds(3600)) } } catch {
            await receiver.close()
            await relay?.close()
            let counts = await receiver.counts
            Console.note("\(counts.accepted) events kept, \(counts.refused) refused")
            throw error
        }
    }

    private func broadcaster(_ allowed: [AddressRange]) async throws -> VTPBroadcaster? {
        guard broadcast else { return nil }
        var options = VTPBroadcasterOptions(name: name)
        options.allowed = allowed
        return try await VTPBroadcaster.listen(at: HostPort(host, broadcastPort), options: options)
    }
}
