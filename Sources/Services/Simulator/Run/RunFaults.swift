internal import Synchronization

/// The faults of a run, of which some may be changed while it runs.
final class RunFaults: Sendable {
    private let seed: UInt64
    private let state: Mutex<(faults: [FaultSetting], changes: Int)>

    init(_ scenario: Scenario) {
        seed = scenario.seed
        state = Mutex((scenario.faults, 0))
    }

    var settings: [FaultSetting] { state.withLock { $0.faults } }

    /// A run that was changed by hand cannot be repeated.
    var changes: Int { state.withLock { $0.changes } }

    func plan(partitions: Int = 1, exposure: FaultExposure = []) -> FaultPlan {
        FaultPlan(seed: seed, faults: settings, partitions: partitions, exposure: exposure)
    }

    /// - Throws: `SimulatorError` where there is no such fault, or it is another one's setting.
    func set(_ fault: FaultSetting, at index: Int) throws(SimulatorError) {
        guard settings.indices.contains(index), settings[index].kind.name == fault.kind.name else {
            throw SimulatorError("the scenario's fault \(index) is no \(fault.kind.name.rawValue)")
        }
        state.withLock { state in
            state.faults[index] = fault
            state.changes += 1
        }
    }
}
