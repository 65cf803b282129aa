import Bytes
import Foundation
package import Simulator

/// A run's ledger on disk.
package struct StoredLedger: Sendable {
    package let path: String

    /// - Parameter path: the ledger, or the folder of the run.
    package init(_ path: String) {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        self.path = isThere && isFolder.boolValue ? path + "/" + SimulationRun.ledgerName : path
    }

    /// - Throws: `SimulatorServiceError` where it cannot be read or is none.
    package func open() throws -> LedgerReader {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw SimulatorServiceError("\(path): the ledger cannot be read")
        }
        do {
            return try LedgerReader { offset, count in
                try file.seek(toOffset: UInt64(offset))
                return Bytes([UInt8](try file.read(upToCount: count) ?? Data()))
            }
        } catch {
            throw SimulatorServiceError("\(path): \(error)")
        }
    }

    /// Hands the rows on in the order of sending.
    ///
    /// - Returns: how the ledger ends where it is not whole, in words.
    @discardableResult
    package func eachRow(_ body: (LedgerRow) throws -> Void) throws -> String? {
        var reader = try open()
        while let rows = reader.next() {
            try Task.checkCancellation()
            for row in rows { try body(row) }
        }
        return words(reader.ending)
    }

    private func words(_ ending: LedgerReader.Ending?) -> String? {
        switch ending {
        case .brokenOff: "\(path): the run was broken off; these are the packets until then"
        case .damaged(let place, let reason):
            "\(path): damaged at byte \(place), \(reason); these are the packets before"
        case .complete, nil: nil
        }
    }

    /// The ledger as text in pieces: lines of CSV with a head, or JSON lines.
    struct Pieces {
        private var reader: LedgerReader
        private let export: LedgerExport
        private let asJSON: Bool
        private var head: String?

        fileprivate init(_ reader: LedgerReader, asJSON: Bool) {
            self.reader = reader
            self.asJSON = asJSON
            export = LedgerExport(labels: reader.labels)
            head = asJSON ? nil : LedgerExport.columns.joined(separator: ",") + "\n"
        }

        fileprivate var ending: LedgerReader.Ending? { reader.ending }

        /// A block's lines; nil at the end.
        mutating func next() -> String? {
            if let head {
                self.head = nil
                return head
            }
            return reader.next().map { rows in
                rows.map { (asJSON ? export.json($0) : export.csv($0)) + "\n" }.joined()
            }
        }
    }

    func pieces(asJSON: Bool) throws -> Pieces { Pieces(try open(), asJSON: asJSON) }

    /// Hands `pieces` on; see `eachRow`.
    @discardableResult
    package func write(asJSON: Bool, _ put: (String) throws -> Void) throws -> String? {
        var pieces = try pieces(asJSON: asJSON)
        while let piece = pieces.next() { try put(piece) }
        return words(pieces.ending)
    }

    /// What subscribers are compared with: the rows of one transport, at the pace that the run's scenario says. `onRemark`
    /// is told how a ledger ends that is not whole, and that no scenario is there.
    ///
    /// - Parameter lateAfterSeconds: of the survey; by the clock where the run had no pace.
    /// - Throws: `SimulatorServiceError` where nothing was sent by it.
    package func scorer(
        transport: Int, lateAfterSeconds: Double, onRemark: (String) -> Void = { _ in }
    ) throws -> Scorer {
        let scenario = scenario
        var scorer = Scorer(pace: scenario.map(\.span.pace) ?? 1, lateAfterSeconds: lateAfterSeconds)
        var rows = 0
        let ending = try eachRow { row in
            guard Int(row.transport) == transport else { return }
            scorer.add(row)
            rows += 1
        }
        if scenario == nil {
            onRemark(
                "\(path): the run's scenario is not beside it; that it went at the survey's pace is taken for granted")
        }
        if let ending { onRemark(ending) }
        scorer.refusedAttempts = refusedAttempts(ofTransport: transport)
        guard rows > 0 else { throw SimulatorServiceError("\(path): nothing was sent by transport \(transport)") }
        return scorer
    }
}
