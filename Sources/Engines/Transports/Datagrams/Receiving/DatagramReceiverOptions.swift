/// How a receiver of datagrams asks again, gives up, and bounds its memory.
public struct DatagramReceiverOptions: Sendable, Hashable {
    /// After the last sign of a packet; doubled for every wish, to half a second.
    public var askAfter: Duration
    /// After so many wishes a packet is lost.
    public var mostWishes: Int
    /// Fragments wished for at a time, every 20 ms at most.
    public var wishedFragments: Int
    /// Packets of a stream that may be open at once; older ones are lost.
    public var window: Int
    /// Longer packets are refused, and lost.
    public var largestPacket: Int
    /// Of packets not yet whole, over all streams.
    public var openBytes: Int
    /// Of whole packets that nobody has taken yet; more are not read from the socket.
    public var queuedBytes: Int
    /// Senders heard at once; the one silent longest goes.
    public var mostStreams: Int
    /// Asked of the system for the socket.
    public var socketBytes: Int

    /// By default at most 256 MiB of open packets and 64 MiB of whole ones are held.
    public init(
        askAfter: Duration = .milliseconds(40), mostWishes: Int = 10, wishedFragments: Int = 256, window: Int = 4096,
        largestPacket: Int = 64 << 20, openBytes: Int = 256 << 20, queuedBytes: Int = 64 << 20, mostStreams: Int = 8,
        socketBytes: Int = 4 << 20
    ) {
        self.askAfter = askAfter
        self.mostWishes = mostWishes
        self.wishedFragments = wishedFragments
        self.window = window
        self.largestPacket = largestPacket
        self.openBytes = openBytes
        self.queuedBytes = queuedBytes
        self.mostStreams = mostStreams
        self.socketBytes = socketBytes
    }
}
