import ArgumentParser
import Distribution
import Foundation

struct RegistryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry", abstract: "A schema registry for clients of Confluent's.",
        discussion: """
            Example:
              tocsin registry serve --port 8081
            """,
        subcommands: [RegistryServe.self])
}

/// Serves schemas until it is stopped.
struct RegistryServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve schemas by the wire protocol of Confluent's registry, read-only.",
        discussion: """
            A packet on a topic begins with a zero byte and the number of its schema; clients ask a registry for the schema of \
            that number. This one has LSST's versions under the subject alert-packet (number 100 x major + minor: 1101 is \
            11.1), ZTF's 4.02 under ztf.alert (402), and those of --schemas. Each --topic adds a subject NAME-value with the \
            versions of alert-packet.

            Nothing can be registered: clients that try get 405. It listens on this machine unless --host says otherwise, and \
            everybody who reaches it may read, unless there is a --user or --token-file. It speaks no TLS: put something that \
            does before it.

            Examples:
              tocsin registry serve
              tocsin registry serve --port 8081 --topic lsst-alerts-v11
              tocsin registry serve --host 0.0.0.0 --user reader --password-file password.txt
              curl http://127.0.0.1:8081/subjects/alert-packet/versions/latest
            """)

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "The port; 0 takes a free one.")
    var port = 8081
    @Option(help: "A topic that gets a subject of its own. Several are possible.")
    var topic: [String] = []
    @Option(help: "The name that clients must show (Basic); needs --password-file.")
    var user: String?
    @Option(help: "A file whose first line is the password of --user.")
    var passwordFile: String?
    @Option(help: "A file whose first line is a token that clients may show instead (Bearer).")
    var tokenFile: String?
    @OptionGroup var schemas: SchemaOptions

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard (user == nil) == (passwordFile == nil) else {
            throw ValidationError("--user and --password-file go together")
        }
    }

    func run() async throws {
        var catalogue = SchemaCatalogue(try schemas.directory())
        for name in topic { catalogue.serve(topic: name) }
        let server = RegistryServer(catalogue, host: host, port: port, credentials: try credentials())
        let (host, count) = (self.host, catalogue.ids.count)
        try await untilInterrupted {
            try await server.run { port in Console.note("registry: http://\(host):\(port)/, \(count) schemas") }
        }
    }

    private func credentials() throws -> RegistryCredentials? {
        guard user != nil || tokenFile != nil else { return nil }
        return try RegistryCredentials(
            user: user, password: passwordFile.map { try SecretFile.read($0, option: "--password-file") },
            token: tokenFile.map { try SecretFile.read($0, option: "--token-file") })
    }
}
