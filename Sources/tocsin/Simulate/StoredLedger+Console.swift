import Foundation
import Simulator
import SimulatorService

extension StoredLedger {
    /// Writes lines of CSV or JSON, and says on standard error how the ledger ends where it is not whole.
    func export(asJSON: Bool, _ put: (String) throws -> Void) throws {
        if let ending = try write(asJSON: asJSON, put) { Console.note(ending) }
    }

    /// The ledger as a table.
    func writeCSV(to target: String) throws {
        guard FileManager.default.createFile(atPath: target, contents: nil),
            let file = FileHandle(forWritingAtPath: target)
        else { throw CommandFailure.impossible("\(target): cannot be written") }
        try export(asJSON: false) { try file.write(contentsOf: Data($0.utf8)) }
        try file.close()
    }
}
