import ArgumentParser
import Bytes
import Foundation
import Transports
import VOEvent

/// Gives events to a broker.
struct VOEventSubmit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submit events to a broker, and print its answers.",
        discussion: """
            Each file is read as VOEvent 2.0 before anything is sent. For each a line is printed: its name, a tab, and `ack` \
            or the reason for which the broker refuses it; with one that is refused the command leaves with 1.

            Example:
              tocsin voevent submit 127.0.0.1:8098 events/*.xml
            """)

    @Argument(help: "The broker, HOST:PORT, where authors connect.", transform: HostPort.argument)
    var broker: HostPort
    @Argument(help: "VOEvents, one a file.")
    var files: [String]
    @Option(help: "Seconds to try for a connection.")
    var patience = 10.0

    func validate() throws {
        guard patience > 0, patience < 1e6 else { throw ValidationError("--patience is a number of seconds above 0") }
    }

    func run() async throws {
        let events = try files.map { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandFailure.impossible("\(path) cannot be read")
            }
            let bytes = Bytes([UInt8](data))
            do { return (try VOEvent(xml: bytes).ivorn, bytes) } catch {
                throw CommandFailure.impossible("\(path): \(error)")
            }
        }
        let author = VTPAuthor(to: broker, patience: Patience(total: .seconds(patience)))
        try await untilInterrupted {
            var refused = 0
            for (ivorn, bytes) in events {
                do {
                    try await author.submit(bytes)
                    Console.print("\(ivorn)\tack")
                } catch let error as TransportError where error.packetFault != nil {
                    refused += 1
                    Console.print("\(ivorn)\t\(error)")
                }
            }
            if refused > 0 {
                throw CommandFailure.someInputWasBad("\(refused) of \(events.count) events were refused")
            }
        }
    }
}
