public import Bytes

/// A copy of a packet that is to be sent.
public struct ScheduledSend: Sendable {
    /// Place of the packet in the visit that was given.
    public var packetIndex: Int
    /// 0 for the first copy, then 1, 2, ...
    public var copy: Int
    /// Seconds since the run began.
    public var dueSeconds: Double
    /// What to send: the issued bytes themselves where no fault changes them.
    public var bytes: Bytes
    /// Where the fault says so; else the transport chooses.
    public var partition: Int?
    /// To be added to the time that the sender states.
    public var clockOffsetSeconds: Double
    /// Those that befell it.
    public var faults: FaultSet
    /// The bytes are not those that were issued.
    public var isCorrupt: Bool
}

/// A packet that no copy is sent of, and why.
public struct WithheldPacket: Sendable, Hashable {
    /// Place of the packet in the visit that was given.
    public var packetIndex: Int
    /// Those that withheld it.
    public var faults: FaultSet
}

/// What becomes of a visit's packets.
public struct VisitSchedule: Sendable {
    /// By time, then by place in the visit, then by copy.
    public var sends: [ScheduledSend]
    /// By place in the visit.
    public var withheld: [WithheldPacket]
    /// Copies that are tried before their time with credentials that have expired, and are refused; `dueSeconds` is when.
    public var attempts: [ScheduledSend] = []
}

/// What a visit is asked to be before its packets are made.
public struct VisitRequest: Sendable, Hashable {
    /// Artefacts beyond the usual.
    public var flood = ArtefactFlood()
    /// Alerts wanted; nil for the survey's own number.
    public var alerts: Int?
    /// Nil for the scenario's.
    public var schemaVersion: String?
    /// Those that ask for it.
    public var faults: FaultSet
}
