import Bytes
import Foundation
import Simulator

/// A run's ledger on disk.
struct LedgerFile {
    let path: String

    /// - Parameter path: the ledger, or the folder of the run.
    init(_ path: String) {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        self.path = isThere && isFolder.boolValue ? path + "/" + SimulationRun.ledgerName : path
    }

    /// Hands the rows on in the order of sending, and says on standard error how the ledger ends where it is not whole.
    func eachRow(_ body: (LedgerRow) throws -> Void) throws {
        var reader = try open()
        while let rows = reader.next() { for row in rows { try body(row) } }
        switch reader.ending {
        case .brokenOff: Console.note("\(path): the run was broken off; these are the packets until then")
        case .damaged(let place, let reason):
            Console.note("\(path): damaged at byte \(place), \(reason); these are the packets before")
        case .complete, nil: break
        }
    }

    private func open() throws -> LedgerReader {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw CommandFailure.impossible("\(path): the ledger cannot be read")
        }
        do {
            return try LedgerReader { offset, count in
                try file.seek(toOffset: UInt64(offset))
                return Bytes([UInt8](try file.read(upToCount: count) ?? Data()))
            }
        } catch {
            throw CommandFailure.impossible("\(path): \(error)")
        }
    }

    /// The ledger as a table.
    func writeCSV(to target: String) throws {
        guard FileManager.default.createFile(atPath: target, contents: nil),
            let file = FileHandle(forWritingAtPath: target)
        else { throw CommandFailure.impossible("\(target): cannot be written") }
        try write(asJSON: false) { try file.write(contentsOf: Data($0.utf8)) }
        try file.close()
    }

    /// Lines of CSV with a head, or JSON lines, in pieces.
    func write(asJSON: Bool, _ put: (String) throws -> Void) throws {
        let export = LedgerExport(labels: try open().labels)
        var text = asJSON ? "" : LedgerExport.columns.joined(separator: ",") + "\n"
        try eachRow { row in
            text += (asJSON ? export.json(row) : export.csv(row)) + "\n"
            guard text.utf8.count > 1 << 16 else { return }
            try put(text)
            text = ""
        }
        try put(text)
    }
}
