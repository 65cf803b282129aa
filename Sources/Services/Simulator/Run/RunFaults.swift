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

    func set(probability: Double, ofFault index: Int) throws(SimulatorError) {
        guard settings.indices.contains(index) else {
            throw SimulatorError(
                "the scenario has \(settings.count) faults, the first is 0; there is no fault \(index)")
        }
        guard (0...1).contains(probability) else {
            throw SimulatorError("a probability is 0 to 1, not \(probability)")
        }
        state.withLock { state in
            state.faults[index].probability = probability
            state.changes += 1
        }
    }
}
