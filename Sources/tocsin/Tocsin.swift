import ArgumentParser
import Foundation

/// The command line: one file a subcommand, each thin.
@main
struct Tocsin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tocsin",
        abstract: "A night-sky alert system: packets, streams, broker and portal in one program.",
        discussion: """
            Try it in this order:
              tocsin packet inspect alert.avro         what is in a packet
              tocsin demo alerts/                      packets of a folder, through a broker, in a browser
              tocsin replay night.tar.gz --to alerts   packets of a night, onto a topic
              tocsin simulate run --to alerts          packets of a night that never was, with the truth about them
              tocsin broker run --from alerts          from the topic into the store
              tocsin portal run                        pages and an API over the store
              tocsin difference --science S --template T --out D   what has changed between two images

            Everything is kept below one folder (--data, by default ./tocsin-data). A topic is a name, kept in that folder, \
            or kafka://HOST:PORT/NAME. Options may stand in a YAML file under the same names (--config FILE, else \
            tocsin.yaml in this folder): those of a command under its name, as `broker: {run: {from: [alerts]}}`.

            Exit codes: 0 done; 1 done, but some input was bad and was refused or set aside, or an account does not \
            add up; 2 could not be done; 64 the command line or the configuration file was wrong; 130 interrupted.
            """,
        version: TocsinVersion.text,
        subcommands: [
            PacketCommand.self, SchemaCommand.self, ReplayCommand.self, TopicCommand.self, BrokerCommand.self,
            PortalCommand.self, RegistryCommand.self, SimulateCommand.self, VOEventCommand.self, ImageCommand.self,
            DifferenceCommand.self,
            InjectCommand.self, DemoCommand.self,
        ])

    /// Ends the process without the libraries' endings: those ran beside the libraries' own threads, and have crashed there.
    private static func leave(_ code: Int32) -> Never {
        fflush(nil)
        _exit(code)
    }

    static func main() async {
        ignoreBrokenPipes()
        var file: ConfigurationFile?
        do {
            let given = Array(CommandLine.arguments.dropFirst())
            let environment = ProcessInfo.processInfo.environment
            let configuration = try ConfigurationFile(
                given, outline: CommandOutline(of: Self.self), environment: environment)
            file = configuration
            var command = try parseAsRoot(configuration.arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as CommandFailure {
            Console.error(error.description)
            leave(error.exitCode)
        } catch {
            leave(with: error, file)
        }
    }

    /// Errors of the parser (help and usage among them) print themselves; all others are what could not be done.
    private static func leave(with error: any Error, _ file: ConfigurationFile?) -> Never {
        let code = exitCode(for: error)
        if code == .validationFailure, let origin = file?.origin(of: message(for: error)) { Console.note(origin) }
        let ofParser = code.rawValue == 0 || code.rawValue == 64 || error is ExitCode
        if ofParser { exit(withError: error) }
        Console.error("\(error)")
        leave(2)
    }

    /// A reader that goes away (`tocsin topic tail | head`) ends the writer with an error, not with a signal.
    private static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}

enum TocsinVersion {
    static let text = "0.1.0"
}
