internal import Distribution
internal import Foundation
internal import Synchronization

/// Every request that a run's registry had, one line of JSON each, for who wants to account for an outage.
final class RegistryJournal: Sendable {
    private struct State {
        var file: FileHandle?
        var lines = 0
    }

    private struct Line: Encodable {
        var timeMs: Int64
        var method: String
        var target: String
        var status: Int?
        var showsCredentials: Bool
    }

    /// Lines that are written at most; the requests after them are answered all the same.
    static let mostLines = 1_000_000

    private let state: Mutex<State>

    /// - Parameter path: nil for a run that leaves nothing.
    /// - Throws: `SimulatorError` where the file cannot be made.
    init(path: String?) throws(SimulatorError) {
        guard let path else {
            state = Mutex(State())
            return
        }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw SimulatorError("\(path): the registry's requests cannot be written there") }
        state = Mutex(State(file: file))
    }

    /// The first line: where the registry listens.
    func begin(at address: String) {
        state.withLock { state in try? state.file?.write(contentsOf: Data("{\"address\":\"\(address)\"}\n".utf8)) }
    }

    func add(_ exchange: RegistryExchange) {
        let line = Line(
            timeMs: exchange.timeMs, method: exchange.method, target: String(exchange.target.prefix(2000)),
            status: exchange.status, showsCredentials: exchange.showsCredentials)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(line) else { return }
        state.withLock { state in
            guard let file = state.file, state.lines < Self.mostLines else { return }
            state.lines += 1
            try? file.write(contentsOf: data + [10])
        }
    }

    func close() {
        state.withLock { state in
            try? state.file?.close()
            state.file = nil
        }
    }
}
