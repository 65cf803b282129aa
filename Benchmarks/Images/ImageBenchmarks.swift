import Detection
import Differencing
import Foundation
import Imaging
import PromptProcessing

/// Subtraction and search step by step, and catalogues beside sep's on the same pixels. Files are read before.
enum ImageBenchmarks {
    private static let rounds = 5

    /// - Parameter paths: science image and template; pairs are made where none is named.
    static func run(folder: String, paths: [String]) throws {
        if paths.count == 2 {
            return try run(BenchmarkPair(name: paths[0], science: paths[0], template: paths[1]))
        }
        for side in [2048, 4096] { try run(BenchmarkPair.made(side: side, seed: 1, folder: folder)) }
    }

    private static func run(_ pair: BenchmarkPair) throws {
        print("\(pair.name)\n")
        let exposures = try pair.exposures()
        print("| subtraction, s (median of \(rounds)) | 1 thread | 2 threads |\n|---|---|---|")
        let one = try subtraction(exposures, threads: 1)
        let two = try subtraction(exposures, threads: 2)
        for (name, seconds) in one { print("| \(name) | \(text(seconds)) | \(text(two.first { $0.0 == name }?.1)) |") }
        print("")
        fflush(nil)
        try memory(pair)
        try CatalogueBenchmarks.run(exposures.science, path: pair.science)
    }

    /// Medians of each step, and of sums of steps.
    private static func subtraction(
        _ exposures: (science: Exposure, template: Exposure), threads: Int
    ) throws -> [(String, Double)] {
        var seconds: [DifferencingStep: [Double]] = [:]
        for _ in 0..<rounds {
            var last = ContinuousClock.now
            _ = try ImageDifferencer().run(
                science: exposures.science.pixels, template: exposures.template.pixels, threads: threads
            ) { step in
                seconds[step, default: []].append((ContinuousClock.now - last) / .seconds(1))
                last = .now
            }
        }
        func sum(_ steps: [DifferencingStep]) -> Double {
            median((0..<rounds).map { n in steps.reduce(0) { $0 + (seconds[$1]?[n] ?? .nan) } })
        }
        let steps = DifferencingStep.allCases.filter { seconds[$0] != nil }
        return steps.map { ("\($0)", sum([$0])) } + [
            ("kernel and subtraction", sum([.kernel, .subtraction])),
            ("decorrelation, search and measurement", sum([.decorrelation, .search])), ("all", sum(steps)),
        ]
    }

    /// Greatest resident size of a process that subtracts once, on two threads, from the end of reading on.
    private static func memory(_ pair: BenchmarkPair) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["image-memory", pair.science, pair.template]
        try process.run()
        process.waitUntilExit()
    }

    /// What that process does.
    static func memory(science: String, template: String) throws {
        var planes = try BenchmarkPair(name: "", science: science, template: template).planes()
        MemoryFigures.resetPeak()
        let start = MemoryFigures.now()
        var steps: [String] = []
        _ = try ImageDifferencer().run(
            science: planes.removeFirst(), template: planes.removeFirst(), threads: 2
        ) { step in
            steps.append("\(step) \(Int(MemoryFigures.now().peak))")
            MemoryFigures.resetPeak()
        }
        print(
            "Resident memory, MiB: \(Int(start.anonymous + start.file)) with both exposures read; peaks of the steps: "
                + steps.joined(separator: ", ") + "\n")
    }

    static func ratio(_ value: Double) -> String { String(format: "%.1f", value) }

    static func text(_ seconds: Double?) -> String { seconds.map { String(format: "%.3f", $0) } ?? "-" }
}

extension BenchmarkPair {
    /// Both images, held by nobody else.
    fileprivate func planes() throws -> [MaskedImage] {
        let both = try exposures()
        return [both.science.pixels, both.template.pixels]
    }
}
