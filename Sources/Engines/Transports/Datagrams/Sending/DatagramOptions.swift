/// How packets are cut into datagrams, paced, and kept for those who ask again.
public struct DatagramOptions: Sendable, Hashable {
    /// UDP payload of one datagram, its header of 64 bytes included; 65 ... 65,507. The default fits an MTU of 1,500.
    public var datagramBytes: Int
    /// Of UDP payload, repeats included; nil for no limit.
    public var bytesPerSecond: Double?
    /// Kept for repeats.
    public var keptPackets: Int
    /// Kept for repeats; the last packet is kept even where it is longer.
    public var keptBytes: Int
    /// Where the system does not take datagrams, such as while there is no network.
    public var patience: Patience
    /// Between words of where the stream is, while packets are sent; ten times that when none are.
    public var statusInterval: Duration
    /// At the end: without a request, after which nobody is thought to need one more repeat.
    public var quietBeforeClose: Duration
    /// At the end, in all.
    public var closeLimit: Duration

    /// By default there is no limit of rate, and at most 4,096 packets and 256 MiB are kept.
    public init(
        datagramBytes: Int = 1400, bytesPerSecond: Double? = nil, keptPackets: Int = 4096, keptBytes: Int = 256 << 20,
        patience: Patience = Patience(), statusInterval: Duration = .milliseconds(200),
        quietBeforeClose: Duration = .milliseconds(500),
        closeLimit: Duration = .seconds(10)
    ) {
        self.datagramBytes = datagramBytes
        self.bytesPerSecond = bytesPerSecond
        self.keptPackets = keptPackets
        self.keptBytes = keptBytes
        self.patience = patience
        self.statusInterval = statusInterval
        self.quietBeforeClose = quietBeforeClose
        self.closeLimit = closeLimit
    }

    var fragmentBytes: Int { datagramBytes - DatagramFormat.headerBytes }
}
