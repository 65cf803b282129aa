import Foundation

/// A peer's figures, measured by a program of its own in the same run.
enum Peer {
    /// Runs `Benchmarks/peers/NAME.py` with the Python that `variable` names and gives its JSON; nil where there is no
    /// such Python.
    static func run(
        _ name: String, _ arguments: [String], variable: String = "TOCSIN_PYTHON",
        or usual: String = ".build-python/bin/python"
    ) -> [String: Any]? {
        let python = ProcessInfo.processInfo.environment[variable] ?? usual
        guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["Benchmarks/peers/\(name).py"] + arguments
        process.standardOutput = output
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
    }
}

/// The Avro suite: ours beside fastavro's, on the same packets, each on one core.
enum AvroSuite {
    static func run() throws -> [String] {
        guard let folder = Machine.dataFolder else { return ["skipped: no real packets (TOCSIN_TEST_DATA)"] }
        let ours = try avroBenchmarks(dataFolder: folder)
        let peer = Peer.run("fastavro_bench", [folder])
        let theirs = peer?["secondsPerItem"] as? [String: Double] ?? [:]
        let name = peer?["peer"] as? String ?? "fastavro not found"
        var lines = ["| packets / what | ours, µs | \(name), µs | ratio |", "|---|---|---|---|"]
        for figure in ours {
            let other = theirs[counterpart(of: figure.name)]
            let ratio = other.map { String(format: "%.1f", $0 / figure.secondsPerItem) } ?? "-"
            let peer = other.map { String(format: "%.2f", $0 * 1e6) } ?? "-"
            lines.append(
                "| \(figure.name) | \(String(format: "%.2f", figure.secondsPerItem * 1e6)) | \(peer) | \(ratio) |")
        }
        return lines
    }

    /// What of the peer's corresponds: it has one way to read, the whole.
    private static func counterpart(of name: String) -> String {
        let parts = name.split(separator: "/")
        guard parts.count == 2 else { return name }
        return ["write", "file"].contains(parts[1]) ? name : "\(parts[0])/read"
    }
}
