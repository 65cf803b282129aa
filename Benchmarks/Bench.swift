import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Runs the suites named on the command line (all without a name) and prints a table of each.
///
/// A figure is a median of repeated runs in this process; a peer's figure is taken in the same run, on the same packets.
@main
enum Bench {
    static func main() async throws {
        let words = CommandLine.arguments
        if words.count == 5, words[1] == "fill", let count = Int(words[3]),
            let layout = BenchmarkSky(rawValue: words[4])
        {
            return try BrokerBenchmarks.fill(path: words[2], count: count, layout)
        }
        if words.count == 4, words[1] == "image-memory" {
            return try ImageBenchmarks.memory(science: words[2], template: words[3])
        }
        let names = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("-") }
        print(Machine.description)
        if words.count > 1, words[1] == "night" {
            let visits = words.count > 2 ? Int(words[2]) ?? 0 : WholeNight.usualVisits
            return try await inScratchFolder { try await WholeNight.run(folder: $0, visits: visits) }
        }
        if words.count == 2, let part = SimulatorBenchmarks.Part(rawValue: words[1]) {
            return try await inScratchFolder { try await SimulatorBenchmarks.run(part, folder: $0) }
        }
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
            Suite(name: "broker") { try await inScratchFolder { try await BrokerBenchmarks.run(folder: $0) } },
            Suite(name: "simulator") { try await inScratchFolder { try await SimulatorBenchmarks.run(folder: $0) } },
            Suite(name: "night") {
                try await inScratchFolder { try await WholeNight.run(folder: $0, visits: WholeNight.usualVisits) }
            },
            Suite(name: "images") {
                try await inScratchFolder { folder in
                    let paths = CommandLine.arguments.dropFirst().filter { $0.hasSuffix(".fits") }
                    try ImageBenchmarks.run(folder: folder, paths: Array(paths))
                }
            },
            Suite(name: "end-to-end") {
                try await inScratchFolder { folder in
                    for layout in BenchmarkSky.allCases {
                        try await BrokerBenchmarks.runEndToEnd(folder: folder, templatePath: packet, layout)
                    }
                }
            },
        ]
    }

    private static var packet: String? {
        Machine.dataFolder.map { $0 + "/lsst-alerts/confluent-framed/7912941781254298.schema900.bin" }
    }

    /// A folder on the disk of this checkout, removed afterwards.
    private static func inScratchFolder(_ body: @Sendable (String) async throws -> Void) async throws {
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

    /// Processor time of this process so far, user and system.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Has the file cache take up `bytes` of memory and free it again. A virtual machine's free memory may have gone back to
    /// its host, and the first touch of each page is then some ten times slower than the next; without this a round
    /// after a long pause would measure the host. A file that is removed unwritten costs no disk.
    static func touchMemory(in folder: String, bytes: Int) throws {
        let path = folder + "/touch"
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { return }
        let piece = Data(count: 8 << 20)
        for _ in 0..<(bytes / piece.count + 1) { try file.write(contentsOf: piece) }
        try file.close()
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
