/// Which of a scenario's faults befell a packet: a bit for each place in its list.
public struct FaultSet: OptionSet, Sendable, Hashable {
    /// Bit i is the fault at place i of the scenario's list.
    public let rawValue: UInt64

    /// From bits, as a ledger holds them.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The fault at `index`, 0 ..< 64; no fault for others.
    public init(index: Int) { rawValue = (0..<64).contains(index) ? 1 << UInt64(index) : 0 }

    /// Places in the scenario's list, ascending.
    public var indices: [Int] { (0..<64).filter { rawValue >> UInt64($0) & 1 == 1 } }
}
