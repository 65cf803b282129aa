import Foundation

/// Runs the suites named on the command line (all without a name) and prints a table of each.
///
/// A figure is a median of repeated runs in this process; a peer's figure is taken in the same run, on the same packets.
@main
enum Bench {
    static func main() async throws {
        let names = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("-") }
        print(Machine.description)
        for suite in suites where names.isEmpty || names.contains(suite.name) {
            print("\n## \(suite.name)\n")
            try await suite.run()
            fflush(nil)
        }
    }

    private struct Suite {
        var name: String
        var run: () async throws -> Void
    }

    private static var suites: [Suite] {
        [
            Suite(name: "avro") { for line in try AvroSuite.run() { print(line) } },
            Suite(name: "stream") { try await inScratchFolder { try await StreamBenchmarks.run(folder: $0) } },
            Suite(name: "broker") {
                let packet = Machine.dataFolder.map {
                    $0 + "/lsst-alerts/confluent-framed/7912941781254298.schema900.bin"
                }
                try await inScratchFolder { try await BrokerBenchmarks.run(folder: $0, templatePath: packet) }
            },
        ]
    }

    /// A folder on the disk of this checkout, removed afterwards.
    private static func inScratchFolder(_ body: (String) async throws -> Void) async throws {
        let folder = ".build-bench/run"
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }
}

/// What a figure was measured on.
enum Machine {
    static var description: String {
        let cpu =
            (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
            .split(separator: "\n").first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let memory = ProcessInfo.processInfo.physicalMemory >> 30
        return "machine: \(cpu), \(cores) cores, \(memory) GiB; packets: \(dataFolder ?? "made by ourselves")"
    }

    /// The folder of real packets, where there is one.
    static var dataFolder: String? {
        let path = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data"
        return FileManager.default.fileExists(atPath: path + "/lsst-alerts") ? path : nil
    }
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
