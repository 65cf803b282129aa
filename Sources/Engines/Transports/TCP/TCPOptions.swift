/// How packets go through a connection that this side makes.
public struct TCPOptions: Sendable, Hashable {
    /// For connections.
    public var patience: Patience
    /// Without the other side taking a byte, after which it counts as lost.
    public var stallLimit: Duration
    /// At the end, for the other side to close.
    public var closeLimit: Duration
    /// Copied and held at a time, more where one packet is longer.
    public var frameBytes: Int

    /// By default a stall may last 60 s, closing 5 s, and 256 KiB are copied at a time.
    public init(
        patience: Patience = Patience(), stallLimit: Duration = .seconds(60), closeLimit: Duration = .seconds(5),
        frameBytes: Int = 1 << 18
    ) {
        self.patience = patience
        self.stallLimit = stallLimit
        self.closeLimit = closeLimit
        self.frameBytes = frameBytes
    }
}
