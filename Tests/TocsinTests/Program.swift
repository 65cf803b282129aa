import AlertTesting
import Bytes
import Foundation

/// The program itself, run as a shell runs it, in a folder of its own.
struct Program {
    struct Result {
        var code: Int32
        var output: String
        var complaints: String
    }

    /// Beside the tests, where the build puts it.
    static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tocsin").path
    static let isBuilt = FileManager.default.isExecutableFile(atPath: path)

    let folder = ScratchFolder()

    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
        try finish(try start(arguments, environment: environment))
    }

    /// A program under way.
    struct Started {
        let process: Process
        let output: URL
        let complaints: URL

        /// Whether standard error has `text` by now.
        func says(_ text: String) throws -> Bool {
            try String(contentsOf: complaints, encoding: .utf8).contains(text)
        }
    }

    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Started {
        let (output, complaints) = (folder.path + "/.\(UUID().uuidString)", folder.path + "/.\(UUID().uuidString)")
        for path in [output, complaints] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let process = Process()
        process.executableURL = URL(filePath: Self.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        var all = ProcessInfo.processInfo.environment
        for name in ["TOCSIN_CONFIG", "TOCSIN_KAFKA_PASSWORD"] { all[name] = nil }
        process.environment = all.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: complaints))
        try process.run()
        return Started(process: process, output: URL(filePath: output), complaints: URL(filePath: complaints))
    }

    func finish(_ started: Started) throws -> Result {
        started.process.waitUntilExit()
        return Result(
            code: started.process.terminationStatus, output: try String(contentsOf: started.output, encoding: .utf8),
            complaints: try String(contentsOf: started.complaints, encoding: .utf8))
    }

    /// Files of one packet each in the folder `night`.
    func writePackets(_ count: Int) throws {
        let synthetic = SyntheticPackets(seed: 4, objectCount: count, historyLength: 1)
        for number in 0..<count { try folder.write("night/\(number).avro", try synthetic.lsst(number).array) }
    }
}
