internal import NIOPosix

/// Calls `write` for every packet on a thread that may wait for a disk; `write` gives the time of sending. Stops between
/// packets, some dozens at a time, when the task is cancelled.
func sendOnThread(_ packets: [OutgoingPacket], _ write: @escaping @Sendable (OutgoingPacket) throws -> Int64)
    async throws
    -> [SentPacket]
{
    var sent: [SentPacket] = []
    for first in stride(from: 0, to: packets.count, by: 64) {
        try Task.checkCancellation()
        sent += try await NIOThreadPool.singleton.runIfActive {
            try packets[first..<min(first + 64, packets.count)].map { SentPacket(sentMs: try write($0)) }
        }
    }
    return sent
}
