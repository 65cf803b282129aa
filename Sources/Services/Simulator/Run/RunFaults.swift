internal import Synchronization

/// The faults of a run, of which some may be changed while it runs: each visit has them as they were before a change or after
/// it, and never both.
final class RunFaults: Sendable {
    private struct State {
        /// By place in the scenario: as the fault is from a visit on, ascending.
        var versions: [[(visit: Int, fault: FaultSetting)]]
        var changes: [ManualChange] = []
        /// The newest visit that is being made.
        var made = 0
        /// The newest visit that a transport has begun.
        var begun = 0
    }

    private let seed: UInt64
    private let state: Mutex<State>

    init(_ scenario: Scenario) {
        seed = scenario.seed
        state = Mutex(State(versions: scenario.faults.map { [(1, $0)] }))
    }

    /// As they are for the visits to come.
    var settings: [FaultSetting] { state.withLock { $0.versions.compactMap(\.last?.fault) } }

    /// A run that was changed by hand cannot be repeated.
    var changes: [ManualChange] { state.withLock { $0.changes } }

    /// A label for each fault, such as `3 bit-flip`.
    var labels: [String] { FaultPlan(seed: seed, faults: settings).labels }

    /// What befalls visit `number`, the first is 1. Complexity: O(faults).
    func plan(visit number: Int, partitions: Int = 1, exposure: FaultExposure = []) -> FaultPlan {
        let faults = state.withLock { state in
            state.versions.compactMap { versions in versions.last { $0.visit <= max(number, 1) }?.fault }
        }
        return FaultPlan(seed: seed, faults: faults, partitions: partitions, exposure: exposure)
    }

    /// What its packets are asked for from now on stays what it is.
    func willMake(visit number: Int) { state.withLock { $0.made = max($0.made, number) } }

    /// So does what befalls them on the way.
    func willSend(visit number: Int) { state.withLock { $0.begun = max($0.begun, number) } }

    /// Changes a fault from the next visit on, of which nothing is decided yet.
    ///
    /// - Throws: `SimulatorError` where there is no such fault, or it is another one's setting.
    func set(_ fault: FaultSetting, at index: Int, by values: [String: String] = [:]) throws(SimulatorError) {
        guard settings.indices.contains(index), settings[index].kind.name == fault.kind.name else {
            throw SimulatorError("the scenario's fault \(index) is no \(fault.kind.name.rawValue)")
        }
        state.withLock { state in
            let visit = 1 + (fault.kind.name.isOfMaking ? state.made : state.begun)
            state.versions[index].removeAll { $0.visit >= visit }
            state.versions[index].append((visit, fault))
            state.changes.append(ManualChange(visit: visit, fault: index, values: values))
        }
    }
}

extension FaultName {
    /// Is settled when packets are made, which is some visits before they are sent.
    fileprivate var isOfMaking: Bool {
        switch self {
        case .spuriousFlood, .denseField, .schemaMigration, .missingHistory: true
        default: false
        }
    }
}
