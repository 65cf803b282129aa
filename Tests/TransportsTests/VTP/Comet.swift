import Foundation
import Testing

/// Comet, an independent broker, run as a program of its own in a folder of its own.
final class Comet: Sendable {
    static let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? ".build-python/bin/python"

    static let isInstalled: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", "import comet.protocol, twisted"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    let folder: URL
    private let events: URL
    private let processID: Int32
    private let log: URL

    /// Starts `python -m twisted comet` with these words; it stores every event that it receives.
    private init(_ words: [String]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "comet-\(UUID().uuidString)")
        log = folder.appending(path: "comet.log")
        events = folder.appending(path: "events")
        try FileManager.default.createDirectory(at: events, withIntermediateDirectories: true)
        let fixed = ["--eventdb=\(folder.path)", "--save-event", "--save-event-directory=\(events.path)", "--verbose"]
        processID = try Self.start(["-m", "twisted", "comet"] + fixed + words, in: folder, log).processIdentifier
    }

    static func start(_ words: [String], in folder: URL, _ log: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = words
        process.currentDirectoryURL = folder
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        return process
    }

    /// Calls `body` while Comet runs; ends it and removes its folder afterwards.
    static func with<R: Sendable>(_ words: [String], _ body: @Sendable (Comet) async throws -> R) async throws -> R {
        let comet = try Comet(words)
        defer {
            kill(comet.processID, SIGKILL)
            try? FileManager.default.removeItem(at: comet.folder)
        }
        do { return try await body(comet) } catch {
            Issue.record("Comet said: \((try? String(contentsOf: comet.log, encoding: .utf8)) ?? "nothing")")
            throw error
        }
    }

    /// What it has stored.
    var stored: [String] {
        get throws {
            let files = try FileManager.default.contentsOfDirectory(at: events, includingPropertiesForKeys: nil)
            return try files.map { try String(contentsOf: $0, encoding: .utf8) }
        }
    }

    /// Submits a text by Comet's own author and gives what that printed.
    static func submit(_ text: String, port: Int) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "comet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, log) = (folder.appending(path: "event.xml"), folder.appending(path: "log"))
        try Data(text.utf8).write(to: file)
        let program = URL(fileURLWithPath: python).deletingLastPathComponent().appending(path: "comet-sendvo").path
        let words = [program, "--host=127.0.0.1", "--port=\(port)", "--file=\(file.path)"]
        let process = try start(words, in: folder, log)
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        return try String(contentsOf: log, encoding: .utf8)
    }
}
