internal import SkyMath

/// What befalls the link between survey and subscriber while it lasts: outages, stalls and clock steps.
///
/// Each window is there or not, as one draw from (seed, place in the list) says. What is sent while it is there, it
/// befalls: copies count by the time at which they would go, late ones and repeated ones as well, and the order of the
/// scenario's list does not matter.
struct LinkFaults {
    private typealias Window = (index: Int, fault: FaultSetting)

    private let plan: FaultPlan
    private let windows: [Window]

    init(_ plan: FaultPlan) {
        self.plan = plan
        windows = plan.faults.enumerated().filter { index, fault in
            fault.kind.isOfLink && plan.isThere(index) && plan.reaches(fault.kind) || plan.refusesSender(fault)
        }.map { ($0.offset, $0.element) }
    }

    /// Moves a copy of visit `visitNumber` until no window holds it any more; false where it is lost.
    ///
    /// An outage comes before a stall: what it held goes through the stall after it. Of several stalls at one time the
    /// slowest counts. What comes through may be refused because the sender's credentials have expired: it is added to
    /// `attempts`, and goes again when they are renewed. Complexity: O(windows^2).
    func carry(_ send: inout ScheduledSend, visitNumber: Int, _ attempts: inout [ScheduledSend]) -> Bool {
        guard !windows.isEmpty else { return true }
        var left = windows.filter { $0.fault.scope.visits?.contains(visitNumber) ?? true }
        while true {
            let isOn = { [time = send.dueSeconds] (window: Window) in window.fault.scope.contains(time) }
            let lossy = left.filter { $0.fault.kind == .outage(loses: true) && isOn($0) }
            send.faults.formUnion(Self.set(lossy))
            guard lossy.isEmpty else { return false }
            var delays = left.filter { $0.fault.kind == .outage(loses: false) && isOn($0) }
            if delays.isEmpty { delays = left.filter { $0.fault.kind.isStall && isOn($0) } }
            if delays.isEmpty {
                delays = left.filter { isOn($0) && refuses($0, visitNumber, send.dueSeconds) }
                if !delays.isEmpty { attempts.append(send) }
            }
            guard !delays.isEmpty else { break }
            send.dueSeconds = delays.reduce(send.dueSeconds) { max($0, $1.fault.delayed(send.dueSeconds)) }
            send.faults.formUnion(Self.set(delays))
            left.removeAll { window in delays.contains { $0.index == window.index } }
        }
        mark(&send, left)
        return true
    }

    private func refuses(_ window: Window, _ visitNumber: Int, _ dueSeconds: Double) -> Bool {
        window.fault.kind == .credentialExpiry && plan.befallsVisit(window.index, visitNumber, dueSeconds)
    }

    private static func set(_ windows: [Window]) -> FaultSet {
        windows.reduce(into: []) { $0.insert(FaultSet(index: $1.index)) }
    }

    /// The sender's clock at the time at which the copy goes in the end, and whether anybody is connected then.
    private func mark(_ send: inout ScheduledSend, _ windows: [Window]) {
        for (index, fault) in windows where fault.scope.contains(send.dueSeconds) {
            switch fault.kind {
            case .clockStep(let seconds): send.clockOffsetSeconds += seconds
            case .disconnect: break
            default: continue
            }
            send.faults.insert(FaultSet(index: index))
        }
    }
}

extension FaultPlan {
    /// Whether what is sent meanwhile is refused, and taken afterwards.
    fileprivate func refusesSender(_ fault: FaultSetting) -> Bool {
        fault.kind == .credentialExpiry && exposure.contains(.senderCredentials) && fault.scope.untilSeconds.isFinite
    }

    /// Whether there is anything that a fault of the link could befall.
    fileprivate func reaches(_ kind: FaultKind) -> Bool { kind != .disconnect || exposure.contains(.connections) }

    /// Whether connections are cut at a time.
    func areConnectionsCut(at seconds: Double) -> Bool {
        faults.indices.contains {
            faults[$0].kind == .disconnect && faults[$0].scope.contains(seconds) && isThere($0)
        }
    }

    /// When connections are cut or taken up again, ascending.
    var connectionEdges: [Double] {
        faults.indices.filter { faults[$0].kind == .disconnect && isThere($0) }
            .flatMap { [faults[$0].scope.fromSeconds, faults[$0].scope.untilSeconds] }.filter(\.isFinite).sorted()
    }

    /// Whether a window of the link is there at all.
    func isThere(_ index: Int) -> Bool {
        var draws = Draws(seed: seed, 0x4C49_4E4B, UInt64(index))
        return draws.uniform() < faults[index].probability
    }
}

extension FaultKind {
    /// Befalls the link while it lasts, and not packets one by one.
    var isOfLink: Bool {
        switch self {
        case .outage, .stall, .clockStep, .disconnect: true
        default: false
        }
    }

    fileprivate var isStall: Bool {
        if case .stall = self { true } else { false }
    }
}

extension FaultSetting {
    /// When goes what would go at `time`, which lies within the window; then too where the window delays nothing.
    fileprivate func delayed(_ time: Double) -> Double {
        switch kind {
        case .outage(loses: false), .credentialExpiry: scope.untilSeconds.isFinite ? scope.untilSeconds : time
        case .stall(let factor):
            min(scope.fromSeconds + (time - scope.fromSeconds) * factor, scope.untilSeconds)
        default: time
        }
    }
}
