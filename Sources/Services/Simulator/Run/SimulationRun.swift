internal import Bytes
internal import Distribution
internal import Foundation
internal import SkyMath
internal import Synchronization
internal import Transports

/// Where a run finds its inputs and leaves its outputs.
public struct RunOptions: Sendable {
    /// Where relative paths of the scenario begin.
    public var folder = ""
    /// Gets `ledger.bin`, `manifest.json` and `scenario.yaml`; made where it is missing. Nil for a run that leaves nothing.
    public var output: String?
    /// Bytes of packets that wait in memory for each transport; more wait on disk.
    public var mostWaitingBytes = 256 << 20
    /// Of the program, for the manifest.
    public var programVersion = "unknown"
    /// Opens the scenario's transports; nil for a maker whose relative paths begin in `folder`.
    public var transports: TransportMaker?
    /// Told where the run's schema registry listens, `http://host:port`, before the first packet is sent.
    public var onRegistry: @Sendable (String) -> Void = { _ in }

    /// For a run that leaves nothing.
    public init() {}
}

/// One run of a scenario: made once, run once.
public final class SimulationRun: Sendable {
    /// As it was given, without the changes made by hand.
    public let scenario: Scenario
    /// As they were given.
    public let options: RunOptions
    private let faults: RunFaults
    private let clock: RunClock
    private let time: SurveyTime
    private let counters: RunCounters

    /// Reads and opens nothing yet.
    public init(_ scenario: Scenario, options: RunOptions = RunOptions()) {
        self.scenario = scenario
        self.options = options
        faults = RunFaults(scenario)
        clock = RunClock(pace: scenario.span.pace)
        time = SurveyTime(clock)
        counters = RunCounters(lanes: scenario.transports.count, clock: clock)
    }

    /// How far it is now.
    public var progress: RunProgress { counters.progress }
    /// From `pause()` to `resume()`.
    public var isPaused: Bool { clock.isPaused }
    /// The survey's time stands still, and what waits for its time is held.
    public func pause() { clock.pause() }
    /// Goes on; the pause does not count in the survey's time.
    public func resume() { clock.resume() }
    /// The faults as they are now.
    public var faultSettings: [FaultSetting] { faults.settings }

    /// Changes a fault from the next visit on: its probability, its scope, its parameters. A visit that some transport has
    /// begun, or, for what packets are made of, that is being made, stays as it was for all. A run that was changed cannot be
    /// repeated, and its manifest tells the changes.
    ///
    /// - Parameter changes: values by key, as in a scenario's text.
    /// - Returns: the fault as it is then.
    @discardableResult
    public func change(fault index: Int, by changes: [(key: String, value: String)]) throws -> FaultSetting {
        var now = scenario
        now.faults = faults.settings
        let fault = try now.fault(index, changedBy: changes)
        try faults.set(fault, at: index, by: Dictionary(changes.map { ($0.key, $0.value) }) { $1 })
        return fault
    }

    /// Runs the scenario to its end, or until the task is cancelled; the ledger then holds what was sent.
    ///
    /// - Returns: the manifest, which is also written to the output folder.
    /// - Throws: `SimulatorError` and what a transport throws. The manifest of a run that broke off says so.
    public func run() async throws -> Manifest {
        try checkOutput()
        // Begins, if it has not, while the night is made.
        let program = Self.program
        var feed = try VisitFeed(scenario, folder: options.folder, faults: faults, counters: counters)
        let inputs = try feed.inputs()
        try prepareOutput(scenario)
        let ledger = try RunLedger(
            path: options.output.map { $0 + "/" + Self.ledgerName }, scenario: scenario, labels: faults.labels,
            startMs: clock.startMs)
        let used: Scenario
        do {
            used = try await besideRegistry { try await ledger.flushing { try await sendAll(of: &feed, ledger) } }
        } catch {
            try? ledger.close(isWhole: false)
            // Of a run that did not begin there is nothing to tell.
            guard !ledger.counts.isEmpty else {
                removeOutput()
                throw error
            }
            var manifest = manifest(scenario, ledger, inputs, program: await program.value)
            manifest.ending = "broken off"
            try? write(manifest.json, to: Self.manifestName)
            throw error
        }
        try ledger.close(isWhole: true)
        let manifest = manifest(used, ledger, inputs, program: await program.value)
        try write(manifest.json, to: Self.manifestName)
        return manifest
    }

    /// The ledger's file in the output folder.
    public static let ledgerName = "ledger.bin"
    /// The manifest's file in the output folder; there when the run has ended, and says whether it was broken off.
    public static let manifestName = "manifest.json"
    /// The file of the scenario's canonical text in the output folder.
    public static let scenarioName = "scenario.yaml"
    /// Requests to the run's schema registry.
    public static let registryName = "registry.jsonl"

    private var maker: TransportMaker { options.transports ?? TransportMaker(folder: options.folder) }

    /// Serves the scenario's registry, if it has one, while something is done.
    private func besideRegistry<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        guard let setting = scenario.registry, !maker.isNowhere else { return try await work() }
        let journal = try RegistryJournal(path: options.output.map { $0 + "/" + Self.registryName })
        defer { journal.close() }
        let registry = try ServedRegistry(
            setting, scenario, folder: options.folder, faults: faults, time: time, journal: journal)
        let onRegistry = options.onRegistry
        let host = registry.server.host
        return try await registry.server.serving { port in
            let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
            journal.begin(at: address)
            onRegistry(address)
            return try await work()
        }
    }

    /// Opens the transports, waits for whoever is to be there, and sends everything.
    ///
    /// - Returns: the scenario as it was run.
    private func sendAll(of feed: inout VisitFeed, _ ledger: RunLedger) async throws -> Scenario {
        let transports = try await maker.make(scenario.transports)
        let used = scenario.using(transports)
        try await send(&feed, used, ledger, transports)
        return used
    }

    private func send(
        _ feed: inout VisitFeed, _ scenario: Scenario, _ ledger: RunLedger,
        _ transports: [any PacketTransport]
    ) async throws {
        let queues = transports.map { _ in LaneQueue(limit: 4) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, transport) in transports.enumerated() {
                let queue = queues[index]
                group.addTask { [self] in
                    var lane = TransportLane(
                        index: index, setting: scenario.transports[index],
                        exposure: scenario.exposure(of: scenario.transports[index]), transport: transport,
                        faults: faults, clock: clock, time: time, ledger: ledger, counters: counters,
                        mostBytes: options.mostWaitingBytes)
                    try await lane.run(queue)
                }
            }
            do {
                if scenario != self.scenario { try prepareOutput(scenario) }
                // The clock begins when everybody is there and the first packets are made, so that none is late for that.
                var piece = try await feed.next()
                clock.begin()
                try ledger.begin(startMs: clock.startMs)
                while await Self.pass(piece, to: queues) {
                    try Task.checkCancellation()
                    piece = try await feed.next()
                }
                for queue in queues { await queue.end() }
                try await group.waitForAll()
            } catch {
                for queue in queues { await queue.abandon() }
                group.cancelAll()
                throw error
            }
        }
    }

    /// False after the last piece, and when a transport has failed.
    private static func pass(_ piece: LanePiece?, to queues: [LaneQueue]) async -> Bool {
        guard let piece else { return false }
        var isTaken = true
        for queue in queues { isTaken = await queue.put(piece) && isTaken }
        return isTaken
    }

    /// SHA-256 of the program's file, worked out once; nil where it cannot be read.
    private static let program = Task.detached {
        Bundle.main.executablePath.flatMap { try? SHA256.hex(ofFile: $0) }
    }

    /// What another run left is not written over.
    private func checkOutput() throws {
        guard let output = options.output else { return }
        for name in [Self.ledgerName, Self.manifestName]
        where FileManager.default.fileExists(atPath: "\(output)/\(name)") {
            throw SimulatorError("\(output)/\(name) is another run's: give this one a folder of its own")
        }
    }

    private func prepareOutput(_ scenario: Scenario) throws {
        guard let output = options.output else { return }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw SimulatorError("\(output): the folder cannot be made: \(error.localizedDescription)")
        }
        try write(scenario.canonicalText, to: Self.scenarioName)
    }

    /// The empty ledger and the scenario of a run that sent nothing, where there is nothing else in their folder.
    private func removeOutput() {
        let names = [Self.ledgerName, Self.scenarioName]
        guard let output = options.output,
            let found = try? FileManager.default.contentsOfDirectory(atPath: output), Set(found) == Set(names)
        else { return }
        for name in names { try? FileManager.default.removeItem(atPath: "\(output)/\(name)") }
    }

    private static func path(to folder: String, from other: String) -> String {
        let paths = [folder, other].map {
            URL(filePath: $0.isEmpty ? "." : $0).resolvingSymlinksInPath().pathComponents
        }
        let common = zip(paths[0], paths[1]).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: paths[1].count - common)
        return (up + paths[0].dropFirst(common)).joined(separator: "/")
    }

    private func write(_ text: String, to name: String) throws {
        guard let output = options.output else { return }
        do { try Data(text.utf8).write(to: URL(filePath: output + "/" + name), options: .atomic) } catch {
            throw SimulatorError("\(output)/\(name): cannot be written: \(error.localizedDescription)")
        }
    }

    private func manifest(
        _ scenario: Scenario, _ ledger: RunLedger, _ inputs: [String: String], program: String?
    ) -> Manifest {
        var counts = ledger.counts
        counts["visits"] = counters.progress.visits
        let changes = faults.changes
        if !changes.isEmpty { counts["changes by hand"] = changes.count }
        let attempts = counters.progress.lanes.map(\.refusedAttempts)
        var manifest = Manifest(
            scenario: scenario, versions: ["tocsin": options.programVersion], inputs: inputs, counts: counts,
            outputs: ledger.outputs, refusedAttempts: attempts.contains { $0 > 0 } ? attempts : nil)
        manifest.outputsByTransport = ledger.outputsByTransport
        manifest.program = program
        manifest.changes = changes.isEmpty ? nil : changes
        if let output = options.output, inputs.keys.contains(where: { !$0.hasPrefix("/") }) {
            manifest.inputsFolder = Self.path(to: options.folder, from: output)
        }
        return manifest
    }
}

extension Scenario {
    /// With the numbers of partitions that topics have of which nobody said how many.
    fileprivate func using(_ transports: [any PacketTransport]) -> Scenario {
        var scenario = self
        for (place, transport) in transports.enumerated() {
            guard let topic = transport as? TopicTransport else { continue }
            scenario.transports[place].partitions = topic.partitions
        }
        return scenario
    }
}
