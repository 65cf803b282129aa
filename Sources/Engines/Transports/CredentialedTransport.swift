/// A transport on which somebody shows credentials, which can be made to expire for a while.
public protocol CredentialedTransport: PacketTransport {
    /// From now on they are refused, or accepted again.
    func setCredentials(areExpired: Bool) async

    /// Tries each packet once, with the credentials as they are; nil for those that were not taken.
    ///
    /// - Throws: `TransportError` where the transport is closed.
    func offer(_ packets: [OutgoingPacket]) async throws -> [SentPacket?]
}
