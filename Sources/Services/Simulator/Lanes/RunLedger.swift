internal import Bytes
internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The ledger's file, the counts and the digests of a run; for all its transports.
final class RunLedger: Sendable {
    private struct State {
        var writer: LedgerWriter?
        var digests: [OutputDigest]
        var counts: [String: Int] = [:]
        /// Rows are waiting to be written.
        var isBehind = false
        /// Of writing while nobody waited for it; told at the next call.
        var failure: (any Error)?
    }

    private let state: Mutex<State>
    private let file: FileHandle?
    private let seed: UInt64
    private let labels: [String]

    /// - Parameters:
    ///   - path: nil for a run that leaves no ledger.
    ///   - startMs: when the run begins, milliseconds since 1970 UTC, unless `begin` says otherwise.
    /// - Throws: `SimulatorError` where the file cannot be made.
    init(path: String?, scenario: Scenario, labels: [String], startMs: Int64) throws {
        file = try path.map { path in
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor < 0, errno == EEXIST {
                throw SimulatorError("\(path): there is the ledger of another run: give the run a folder of its own")
            }
            guard descriptor >= 0 else { throw SimulatorError("\(path): the ledger cannot be written") }
            return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        }
        (seed, self.labels) = (scenario.seed, labels)
        let writer = try Self.writer(file, scenario.seed, startMs, labels)
        state = Mutex(
            State(writer: writer, digests: scenario.transports.map { _ in OutputDigest() }))
    }

    private static func writer(
        _ file: FileHandle?, _ seed: UInt64, _ startMs: Int64, _ labels: [String]
    ) throws -> LedgerWriter? {
        try file.map { file in
            try LedgerWriter(seed: seed, startMs: startMs, labels: labels) { try file.write(contentsOf: Data($0)) }
        }
    }

    /// The run begins only now, before its first row: what was waited for until then does not count.
    func begin(startMs: Int64) throws {
        try state.withLock { state in
            guard let writer = state.writer, writer.count == 0 else { return }
            try file?.truncate(atOffset: 0)
            state.writer = try Self.writer(file, seed, startMs, labels)
        }
    }

    /// Rows are in the file when `flush` has been called next.
    func add(_ rows: [LedgerRow]) throws {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            for row in rows {
                try state.writer?.append(row)
                if state.digests.indices.contains(Int(row.transport)) { state.digests[Int(row.transport)].update(row) }
                for (name, isTrue) in Self.counted(row) where isTrue { state.counts[name, default: 0] += 1 }
            }
            state.isBehind = true
        }
    }

    /// Writes what is waiting; a failure is thrown by whatever is called next.
    private func flush() {
        state.withLock { state in
            guard state.isBehind, state.failure == nil else { return }
            do { try state.writer?.flush() } catch { state.failure = error }
            state.isBehind = false
        }
    }

    /// Does something while rows are written every half second, so that a run that is killed loses few of them.
    func flushing<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        let flusher = Task {
            while true {
                try await Task.sleep(for: .milliseconds(500))
                flush()
            }
        }
        defer { flusher.cancel() }
        return try await work()
    }

    private static func counted(_ row: LedgerRow) -> [(String, Bool)] {
        [
            ("issued", row.isWithheld || row.copy == 0), ("withheld", row.isWithheld), ("sent", !row.isWithheld),
            ("duplicates", row.copy > 0), ("corrupt", row.isCorrupt), ("faulty", !row.faults.indices.isEmpty),
        ]
    }

    var counts: [String: Int] { state.withLock { $0.counts } }

    /// Digests of the transports, in the scenario's order.
    var outputsByTransport: [String] { state.withLock { $0.digests }.map(\.hex) }

    /// SHA-256 over the digests of the transports, in the scenario's order.
    var outputs: String {
        var hash = SHA256()
        for digest in outputsByTransport { hash.update(digest.utf8) }
        return hash.hex
    }

    /// Writes what is left; `isWhole` marks a run that came to its end.
    func close(isWhole: Bool) throws {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            if isWhole { try state.writer?.finish() } else { try state.writer?.flush() }
            state.writer = nil
        }
        try file?.close()
    }
}
