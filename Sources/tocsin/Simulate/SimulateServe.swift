import ArgumentParser
import Foundation
import SimulatorService

/// Serves the simulator on a page and by an API until it is stopped.
struct SimulateServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Start, watch, change and stop runs on a page, or by a JSON API.",
        discussion: """
            Each run has a folder in runs/ of --data, with its scenario, state, ledger and manifest. Runs that are under way when \
            the service ends, however it ends, are marked as broken off; their ledgers stay.

            It listens on this machine only, and its runs send to this machine only. --allow names other hosts that they may \
            send to: a name, an address or a network, each perhaps with a port. --inputs names a folder of opsim databases and \
            catalogues that scenarios may read.

            To be reached from elsewhere (--listen) it needs a token, a file with 16 characters or more: programs send it as \
            Authorization: Bearer TOKEN, people sign in with it. Put something that speaks TLS before it.

            Examples:
              tocsin simulate serve
              tocsin simulate serve --allow broker.example.org:9092 --allow 10.1.0.0/16 --inputs opsim/
              tocsin simulate serve --listen 0.0.0.0 --token-file token.txt
              curl -H 'Content-Type: application/json' -d '{"scenario": "nominal", "visits": 5}' http://127.0.0.1:8090/api/runs
            """)

    @Option(help: "The port; 0 takes a free one.")
    var port = 8090
    @Option(help: "The address to listen on; all but loopback needs --token-file.")
    var listen = "127.0.0.1"
    @Option(help: "A host beside this machine that runs may send to: name, address or network, perhaps with :PORT.")
    var allow: [String] = []
    @Option(help: "A folder of files that scenarios may read. Several are possible.")
    var inputs: [String] = []
    @Option(help: "Runs under way at once.")
    var mostRuns = 2
    @Option(help: "Runs that are kept; then some must be removed before another begins.")
    var keptRuns = 200
    @Option(help: "A file whose first line is the token that everybody must show.")
    var tokenFile: String?
    @OptionGroup var options: StreamOptions

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard (1...64).contains(mostRuns) else { throw ValidationError("--most-runs is 1 to 64") }
        guard (1...100_000).contains(keptRuns) else { throw ValidationError("--kept-runs is 1 to 100000") }
    }

    func run() async throws {
        let service = try SimulatorService(configuration: configured(), streams: try RunStreams(options).shared())
        let (listen, place) = (self.listen, options.data)
        try await untilInterrupted {
            try await service.run { port in
                Console.note("simulator: http://\(listen):\(port)/, runs in \(place)/runs")
            }
        }
    }

    private func configured() throws -> ServiceConfiguration {
        var configuration = ServiceConfiguration(runs: options.data + "/runs", version: TocsinVersion.text)
        configuration.host = listen
        configuration.port = port
        configuration.inputs = try inputs.map(folder)
        configuration.allowed = try AllowList(allow)
        configuration.limits = RunLimits(atOnce: mostRuns, kept: keptRuns)
        configuration.token = try tokenFile.map {
            try SecretFile.read($0, option: "--token-file").trimmingCharacters(in: .whitespaces)
        }
        return configuration
    }

    private func folder(_ path: String) throws -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw CommandFailure.impossible("--inputs \(path): there is no such folder")
        }
        return URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    }
}
