/// How much one service does and keeps.
public struct RunLimits: Sendable, Hashable {
    /// Runs under way at once.
    public var atOnce: Int
    /// Runs that are kept, with their ledgers.
    public var kept: Int
    /// Bytes that must be free on the disk before a run begins.
    public var freeBytes: Int64

    /// By default two runs at once, 200 that are kept, and 1 GiB that must be free.
    public init(atOnce: Int = 2, kept: Int = 200, freeBytes: Int64 = 1 << 30) {
        self.atOnce = atOnce
        self.kept = kept
        self.freeBytes = freeBytes
    }
}
