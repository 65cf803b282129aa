import AlertStore
import AlertStreams
import ArgumentParser
import Foundation
import Portal

struct PortalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portal", abstract: "Pages and an API over the store.",
        discussion: """
            Example:
              tocsin portal run --port 8080
            """,
        subcommands: [PortalRun.self])
}

/// Serves pages until it is stopped.
struct PortalRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Serve pages and the API.",
        discussion: """
            Read-only and without a log-in: it listens on loopback unless --host says otherwise. A broker may run beside it, or \
            not. Data: /api/v1/openapi.json; for those who run it: /health and /metrics.

            Example: tocsin portal run --port 8080
            """)

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "The port; 0 takes a free one.")
    var port = 8080
    @OptionGroup var schemas: SchemaOptions
    @OptionGroup var options: StreamOptions

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
    }

    func run() async throws {
        let store = try options.filledStore()
        let fetcher = LocatedFetcher(options: options)
        let portal = Portal(
            configuration: PortalConfiguration(host: host, port: port, version: TocsinVersion.text), store: store,
            fetcher: fetcher, schemas: try schemas.directory())
        let host = self.host
        try await untilInterrupted {
            try await portal.run { port in Console.note("portal: http://\(host):\(port)/") }
        }
    }
}

/// Fetches packets from wherever the store says that their topic is.
actor LocatedFetcher: RecordFetcher {
    private let options: StreamOptions
    private var engines: [String: any RecordFetcher] = [:]

    init(options: StreamOptions) { self.options = options }

    func fetch(topic: String, at position: RecordPosition) async throws -> StreamRecord? {
        let location = try StreamLocation(topic)
        return try await engine(location).fetch(topic: location.topic, at: position)
    }

    private func engine(_ location: StreamLocation) throws -> any RecordFetcher {
        let key: String
        switch location {
        case .embedded: key = ""
        case .kafka(let bootstrap, _): key = bootstrap
        }
        if let known = engines[key] { return known }
        let (stream, _) = try options.open(location.description)
        guard let fetcher = stream as? any RecordFetcher else {
            throw CommandFailure.impossible("packets cannot be read again from \(location)")
        }
        engines[key] = fetcher
        return fetcher
    }
}
