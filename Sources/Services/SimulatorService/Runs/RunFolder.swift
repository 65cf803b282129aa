import Foundation
import Simulator

/// The folder of one run.
package struct RunFolder: Sendable, Hashable {
    package let path: String

    package init(path: String) { self.path = path }

    var id: String { URL(filePath: path).lastPathComponent }
    var ledger: String { path + "/" + SimulationRun.ledgerName }
    var manifest: String { path + "/" + SimulationRun.manifestName }
    var scenario: String { path + "/" + SimulationRun.scenarioName }
    /// Of runs that serve one.
    var registry: String { path + "/" + SimulationRun.registryName }
    var state: String { path + "/state.json" }
    /// Where transports to files write.
    var output: String { path + "/output" }

    /// Makes the first of NAME-1, NAME-2 ... in `folder` that does not exist yet: no two runs get the same.
    ///
    /// - Throws: `SimulatorServiceError` where all exist, or it cannot be made.
    package static func new(named name: String, in folder: String) throws(SimulatorServiceError) -> RunFolder {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for number in 1..<100_000 {
                let path = "\(folder)/\(name)-\(number)"
                do {
                    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
                    return RunFolder(path: path)
                } catch  where FileManager.default.fileExists(atPath: path) { continue }
            }
        } catch {
            throw SimulatorServiceError("\(folder)/\(name)-1: the folder cannot be made: \(error.localizedDescription)")
        }
        throw SimulatorServiceError("\(folder) is full: remove runs")
    }

    /// Takes the folder away again where nothing was written to it.
    package func removeIfEmpty() {
        // Fails where there is anything in it, as it should.
        rmdir(path)
    }

    /// Nil where there is no record, or none that can be read.
    func record() -> RunRecord? {
        FileManager.default.contents(atPath: state).flatMap { try? JSONDecoder().decode(RunRecord.self, from: $0) }
    }

    /// Replaces the record at once or not at all.
    func write(_ record: RunRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(record).write(to: URL(filePath: state), options: .atomic)
    }

    func text(at path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
