import Foundation
import HTTPTypes
import Portal
import Simulator

extension RunRegistry {
    func pause(_ id: String) throws -> RunRecord {
        try underWay(id).run.pause()
        return try set(id, .paused)
    }

    func resume(_ id: String) throws -> RunRecord {
        try underWay(id).run.resume()
        return try set(id, .running)
    }

    /// Asks the run to end after what it is busy with; its ledger stays. It waits a little for that.
    func stop(_ id: String) async throws -> RunRecord {
        let run = try underWay(id, orStopping: true)
        _ = try set(id, .stopping)
        run.work?.cancel()
        let deadline = ContinuousClock.now + .seconds(3)
        while active[id] != nil, .now < deadline { try await Task.sleep(for: .milliseconds(20)) }
        return try record(id)
    }

    /// Changes keys of a fault from the next visit on; the first fault is 0.
    func change(fault number: Int, by changes: [(key: String, value: String)], _ id: String) throws -> RunRecord {
        let run = try underWay(id).run
        do { try run.change(fault: number, by: changes) } catch {
            let isThere = run.faultSettings.indices.contains(number)
            let words = (error as? ScenarioError)?.problems.map(\.message).joined(separator: " ") ?? "\(error)"
            throw Failure(isThere ? .badRequest : .notFound, words)
        }
        var scenario = run.scenario
        scenario.faults = run.faultSettings
        records[id]?.faults = FaultRecord.all(of: scenario)
        records[id]?.changes += 1
        write(id)
        return try record(id)
    }

    /// Removes a run that is over, with its ledger.
    func remove(_ id: String) throws {
        guard try !record(id).state.isUnderWay, active[id] == nil else {
            throw Failure(.conflict, "run '\(id)' is under way: stop it first")
        }
        do { try FileManager.default.removeItem(atPath: place(id).path) } catch {
            throw Failure(.conflict, "run '\(id)' cannot be removed: \(error.localizedDescription)")
        }
        records[id] = nil
    }

    private func underWay(_ id: String, orStopping: Bool = false) throws -> ActiveRun {
        let state = try record(id).state
        guard let run = active[id], orStopping || state != .stopping else {
            throw Failure(.conflict, "run '\(id)' is \(state.rawValue): only a run that is under way can be changed")
        }
        return run
    }

    private func set(_ id: String, _ state: RunState) throws -> RunRecord {
        records[id]?.state = state
        update(id)
        write(id)
        return try record(id)
    }

    /// Looks at the run's counters four times a second, and keeps them on disk, so that they outlive the service.
    func watch(_ id: String) async {
        while !Task.isCancelled, active[id] != nil {
            update(id)
            if let written = active[id]?.writtenAt, .now - written > .seconds(2) {
                active[id]?.writtenAt = .now
                write(id)
            }
            try? await Task.sleep(for: .milliseconds(250))
        }
    }

    func update(_ id: String) {
        guard let run = active[id]?.run, var record = records[id] else { return }
        let progress = run.progress
        record.counts = RunCounts(progress, names: run.scenario.transports.map(\.words))
        active[id]?.samples.add(progress.sent)
        let known = record.pointings.last?.visit ?? 0
        let fresh = progress.pointings.filter { $0.visit > known }
        if !fresh.isEmpty {
            record.pointings += fresh.map { Pointing(visit: $0.visit, ra: $0.ra, dec: $0.dec) }
            record.pointings.removeFirst(max(0, record.pointings.count - RunRecord.mostPointings))
        }
        records[id] = record
    }
}
