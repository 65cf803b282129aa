import ArgumentParser
import Foundation
import Simulator

/// Makes a run again and compares.
struct SimulateRerun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun", abstract: "Prove a manifest: make the run again and compare what comes out.",
        discussion: """
            The scenario in the manifest is run again as fast as it can be, to nowhere, and every count and the digest of all that \
            would be sent are compared. It ends with 0 where they are equal, and 1 where they are not, with the first \
            difference. Inputs are looked for where they were, as seen from the manifest, so that all can be moved together.

            Example:
              tocsin simulate rerun tocsin-data/runs/nominal-1/manifest.json
            """)

    @Argument(help: "The manifest, or the folder of the run.")
    var manifest: String
    @Option(
        help:
            "The folder that relative paths of the scenario begin in. Default: the one they began in, seen from the manifest."
    )
    var folder: String?

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.repeated() }
    }

    private func repeated() async throws {
        let before = try read()
        if let ending = before.ending {
            throw CommandFailure.impossible(
                "\(manifest): the run was \(ending), so that no other is the same; its scenario is beside it")
        }
        guard before.counts["changes by hand"] == nil else {
            throw CommandFailure.impossible(
                "\(manifest): its faults were changed by hand while it ran, so it cannot be repeated")
        }
        var scenario = try Scenario(yaml: before.scenario, file: manifest)
        let pace = scenario.span.pace
        scenario.span.pace = nil
        var settings = RunOptions()
        settings.folder = folder ?? before.inputsFolder.map { manifestFolder + "/" + $0 } ?? ""
        settings.programVersion = TocsinVersion.text
        settings.transports = .nowhere
        let run = SimulationRun(scenario, options: settings)
        var after = try await Progress.following({ run.progress.words }, run.run)
        scenario.span.pace = pace
        after.scenario = scenario.canonicalText
        if let difference = after.firstDifference(from: before) {
            throw CommandFailure.someInputWasBad("the run is not the same: \(difference)")
        }
        Console.print("the same: \(after.counts["sent"] ?? 0) packets, sha256:\(after.outputs)")
    }

    private var isFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: manifest, isDirectory: &isFolder) && isFolder.boolValue
    }

    private var manifestFolder: String {
        isFolder ? manifest : URL(fileURLWithPath: manifest).deletingLastPathComponent().path
    }

    private func read() throws -> Manifest {
        let path = isFolder ? manifest + "/" + SimulationRun.manifestName : manifest
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.impossible("\(path): the manifest cannot be read")
        }
        return try Manifest(json: String(decoding: data, as: UTF8.self))
    }
}
