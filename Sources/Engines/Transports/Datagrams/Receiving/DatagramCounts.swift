/// What a receiver of datagrams has seen.
public struct DatagramCounts: Sendable, Hashable {
    /// Packets that came whole.
    public var packets = 0
    /// Fragments that came, those that were there already among them.
    public var fragments = 0
    /// Fragments of what was there already.
    public var duplicates = 0
    /// Datagrams that are none of ours, or damaged, and packets whose checksum was wrong.
    public var damaged = 0
    /// Wishes sent.
    public var wishes = 0
    /// Packets given up.
    public var lost = 0

    /// All zero.
    public init() {}
}
