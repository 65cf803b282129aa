import Dispatch
import Foundation
import UnixSignals

/// Runs `work` until it ends or Ctrl-C (or SIGTERM) asks it to: then it is cancelled and given time to finish what it
/// holds. A second signal ends the process at once.
///
/// - Throws: what `work` throws; `CommandFailure.interrupted` after a signal, however the work then ends.
func untilInterrupted(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
            try await work()
            return false
        }
        group.addTask {
            for await signal in signals {
                SecondSignal.endsTheProcess()
                let name = signal == .sigint ? "Ctrl-C" : "SIGTERM"
                Console.note("\(name): finishing what is under way; again to end now")
                return true
            }
            return false
        }
        let wasInterrupted = try await group.next() ?? false
        group.cancelAll()
        do {
            for try await _ in group {}
        } catch is CancellationError {
        } catch  where wasInterrupted {
            Console.error("\(error)")
        }
        if wasInterrupted { throw CommandFailure.interrupted }
    }
}

/// Ends the process without any waiting: what was asked to finish hangs, or takes too long for the one who asked.
private enum SecondSignal {
    private static let queue = DispatchQueue(label: "tocsin.second-signal")

    static func endsTheProcess() {
        for signal in [SIGINT, SIGTERM] {
            let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
            source.setEventHandler { _exit(CommandFailure.interrupted.exitCode) }
            source.resume()
            // It listens for as long as the process lives.
            _ = Unmanaged.passRetained(source as AnyObject)
        }
    }
}
