/// A transport whose connections can be cut for a while.
public protocol ConnectedTransport: PacketTransport {
    /// From now on connections are cut, and none is taken up; or they are taken up again.
    func setConnections(areCut: Bool) async
}

extension TCPTransport: ConnectedTransport {}
extension TCPListenTransport: ConnectedTransport {
    /// Those of the subscribers.
    public func setConnections(areCut: Bool) async { subscribers.setCut(areCut) }
}

extension VTPTransport: ConnectedTransport {
    /// Those of a broadcaster's subscribers; an author connects anew for each event.
    public func setConnections(areCut: Bool) async {
        if case .broadcaster(let broadcaster) = role { await broadcaster.setConnections(areCut: areCut) }
    }
}
