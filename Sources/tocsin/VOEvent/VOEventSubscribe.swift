import ArgumentParser
import Transports
import VOEvent

/// Takes what a broadcaster sends until it is stopped, or until there are enough.
struct VOEventSubscribe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribe", abstract: "Subscribe to a broker, and keep the events that it sends.",
        discussion: """
            Filters are XPath 1.0 expressions that the broker applies; an event is sent if one of them finds something in it. \
            For each event that is kept a line is printed: its name, a tab, and when it came in milliseconds since 1970, as \
            `tocsin simulate score --ids` reads it. A connection that is lost is made again.

            Examples:
              tocsin voevent subscribe 127.0.0.1:8099 --out events > received.tsv
              tocsin voevent subscribe 127.0.0.1:8099 --out events --filter "//Param[@name='snr' and @value > 20]" --most 10
            """)

    @Argument(help: "The broker, HOST:PORT; authors' ports are other ones.", transform: HostPort.argument)
    var broker: HostPort
    @Option(help: "The folder for the events, one file each; made where it is missing.")
    var out: String
    @Option(help: "What to ask for; several are possible, of which one must hold.")
    var filter: [String] = []
    @Option(help: "Stop after so many events.")
    var most: Int?
    @Option(help: "The subscriber's name.")
    var name = "ivo://tocsin/subscriber"

    func validate() throws {
        if let most, most < 1 { throw ValidationError("--most is a number from 1 on") }
        for text in filter {
            do { _ = try XPathFilter(text) } catch { throw ValidationError("--filter: \(error)") }
        }
    }

    func run() async throws {
        let options = VTPSubscriberOptions(name: name, filters: try filter.map { try XPathFilter($0) })
        let (subscriber, folder) = (try VTPSubscriber(to: broker, options: options), try EventFolder(out, most: most))
        let broker = self.broker
        try await untilInterrupted {
            Console.note("subscribing to \(broker)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await subscriber.run { try await folder.keep($0) } }
                group.addTask { try await folder.waitUntilFull() }
                defer { group.cancelAll() }
                try await group.next()
            }
            Console.note("\(await folder.kept) events kept in \(folder.path)")
        }
    }
}
