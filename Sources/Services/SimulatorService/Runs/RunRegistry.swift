import AlertStreams
import Foundation
import HTTPTypes
import Logging
import Portal
import Simulator

extension HTTPResponse.Status {
    static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}

/// All runs of a service: those under way, and the records of those before.
actor RunRegistry {
    /// Holds a folder for each run.
    nonisolated let folder: String
    nonisolated let limits: RunLimits
    private let version: String
    private let streams: ServiceStreams
    private let logger: Logger
    private var lock: FolderLock?
    private let executor: ServiceExecutor
    var records: [String: RunRecord] = [:]
    var active: [String: ActiveRun] = [:]
    private var isClosing = false

    /// Reads what is there; runs that were under way when a service ended are marked as broken off.
    ///
    /// - Throws: `SimulatorServiceError` where the folder cannot be used.
    init(
        folder: String, limits: RunLimits, version: String, streams: ServiceStreams, executor: ServiceExecutor,
        logger: Logger
    ) throws(SimulatorServiceError) {
        (self.folder, self.limits, self.version) = (folder, limits, version)
        (self.streams, self.executor, self.logger) = (streams, executor, logger)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SimulatorServiceError("\(folder): the folder cannot be made: \(error.localizedDescription)")
        }
        lock = try FolderLock(folder)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let place = RunFolder(path: "\(folder)/\(name)")
            guard var record = place.record(), record.id == name else { continue }
            if record.state.isUnderWay {
                record.state = .brokenOff
                try? place.write(record)
            }
            records[name] = record
        }
    }

    /// Newest first.
    var all: [RunRecord] { records.values.sorted { ($0.beganMs, $0.id) > ($1.beganMs, $1.id) } }

    func record(_ id: String) throws -> RunRecord {
        guard let record = records[id] else {
            throw Failure(.notFound, "there is no run '\(id)': GET /api/runs lists those there are")
        }
        return record
    }

    nonisolated func place(_ id: String) -> RunFolder { RunFolder(path: "\(folder)/\(id)") }

    /// Copies a second over the last ten seconds; 0 for a run that is over.
    func rate(_ id: String) -> Double { active[id]?.samples.rate ?? 0 }

    /// Begins a run of a scenario that was checked.
    ///
    /// - Parameter inputs: where the scenario's relative paths begin.
    /// - Throws: `Failure` where a limit is reached or the folder cannot be made.
    func start(_ scenario: Scenario, inputs: String) throws -> RunRecord {
        try checkLimits()
        let place = try RunFolder.new(named: scenario.name, in: folder)
        try FileManager.default.createDirectory(atPath: place.output, withIntermediateDirectories: true)
        let run = SimulationRun(scenario, options: options(place, inputs))
        var record = RunRecord(
            id: place.id, name: scenario.name, state: .running, seed: scenario.seed,
            mostVisits: scenario.span.mostVisits, beganMs: WallClock.milliseconds(),
            faults: FaultRecord.all(of: scenario))
        record.counts = RunCounts(run.progress, names: scenario.transports.map(\.words))
        try Data(scenario.canonicalText.utf8).write(to: URL(filePath: place.scenario), options: .atomic)
        try place.write(record)
        records[place.id] = record
        active[place.id] = ActiveRun(run: run)
        active[place.id]?.work = Task(executorPreference: executor) { await self.carryOut(run, place.id) }
        active[place.id]?.watch = Task(executorPreference: executor) { await self.watch(place.id) }
        return record
    }

    private func checkLimits() throws {
        guard !isClosing else { throw Failure(.serviceUnavailable, "the service is about to end") }
        guard active.count < limits.atOnce else {
            throw Failure(
                .tooManyRequests,
                "\(active.count) of \(limits.atOnce) runs are under way: stop one, wait for one to end, or start the "
                    + "service with --most-runs")
        }
        guard records.count < limits.kept else {
            throw Failure(.insufficientStorage, "\(records.count) runs are kept: remove some (DELETE /api/runs/ID)")
        }
        let free = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? NSNumber
        guard let free, free.int64Value < limits.freeBytes else { return }
        throw Failure(
            .insufficientStorage,
            "the disk has \(free.int64Value / 1_000_000) MB left: remove runs (DELETE /api/runs/ID)")
    }

    private func options(_ place: RunFolder, _ inputs: String) -> RunOptions {
        var options = RunOptions()
        options.folder = inputs
        options.output = place.path
        options.programVersion = version
        let streams = self.streams
        var transports = TransportMaker(folder: place.output) { try streams.open($0) }
        transports.inputs = inputs
        options.transports = transports
        return options
    }

    private func carryOut(_ run: SimulationRun, _ id: String) async {
        var (state, cause, outputs) = (RunState.finished, String?.none, String?.none)
        do { outputs = try await elsewhere { try await run.run() }.outputs } catch {
            let wasStopped = Task.isCancelled
            state = isClosing ? .brokenOff : wasStopped ? .stopped : .failed
            if !wasStopped { cause = "\(error)" }
        }
        end(id, state, cause: cause, outputs: outputs)
    }

    private func end(_ id: String, _ state: RunState, cause: String?, outputs: String?) {
        update(id)
        active[id]?.watch?.cancel()
        active[id] = nil
        records[id]?.state = state
        records[id]?.endedMs = WallClock.milliseconds()
        records[id]?.error = cause
        records[id]?.outputs = outputs
        if let cause { logger.error("run \(id) failed: \(cause)") }
        write(id)
    }

    func write(_ id: String) {
        guard let record = records[id] else { return }
        do { try place(id).write(record) } catch {
            logger.error("run \(id): its state cannot be written: \(error.localizedDescription)")
        }
    }

    /// Ends all runs, which are then broken off; returns when they have let go of what they hold, or after `patience`.
    func close(patience: Duration = .seconds(20)) async {
        isClosing = true
        for run in active.values { run.work?.cancel() }
        let deadline = ContinuousClock.now + patience
        while !active.isEmpty, .now < deadline {
            do { try await Task.sleep(for: .milliseconds(20)) } catch { await Task.yield() }
        }
        for id in active.keys {
            records[id]?.state = .brokenOff
            write(id)
        }
        lock = nil
    }
}
