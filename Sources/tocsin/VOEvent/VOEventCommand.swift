import ArgumentParser
import Transports

/// VOEvents of other people: a broker of one's own, a subscriber, an author.
struct VOEventCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voevent", abstract: "VOEvents by the VOEvent Transport Protocol: receive, subscribe, submit.",
        discussion: """
            A simulated night goes out as VOEvents by `tocsin simulate run --to vtp-listen://127.0.0.1:8099`, or to a broker \
            by `--to vtp://HOST:PORT`. Here are the other ends.

            Examples:
              tocsin voevent serve --out events                       a broker: takes from authors, passes on
              tocsin voevent subscribe 127.0.0.1:8099 --out events    takes what a broadcaster sends
              tocsin voevent submit 127.0.0.1:8098 event.xml          gives events to a broker
            """,
        subcommands: [VOEventServe.self, VOEventSubscribe.self, VOEventSubmit.self])
}

extension HostPort {
    /// Of an argument of the command line.
    static func argument(_ text: String) throws -> HostPort {
        do { return try HostPort(text) } catch { throw ValidationError("\(error)") }
    }
}
