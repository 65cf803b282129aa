internal import Bytes
internal import VOEvent

/// Says the messages of one side.
struct VTPVoice: Sendable {
    /// An IVOA identifier.
    let name: String

    /// - Throws: `TransportError` where the name is none that a message can carry.
    init(name: String) throws(TransportError) {
        guard name.hasPrefix("ivo://"), name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw TransportError(name, "A name in VTP is an IVOA identifier such as ivo://org.example/broker.")
        }
        self.name = name
    }

    private var now: ISOTime { ISOTime(unixMs: WallTime.milliseconds()) }

    func say(_ role: TransportMessage.Role) throws -> Bytes {
        try TransportMessage(role, origin: name, timeStamp: now).xml()
    }

    /// - Parameter origin: of what is answered.
    func answer(
        _ role: TransportMessage.Role, to origin: String, _ meta: TransportMessage.Meta? = nil
    ) throws -> Bytes {
        try TransportMessage(role, origin: origin, response: name, timeStamp: now, meta: meta).xml()
    }

    func refuse(_ origin: String, because reason: String) throws -> Bytes {
        let words = String(reason.unicodeScalars.filter { $0.value >= 0x20 }.prefix(500).map(Character.init))
        return try answer(.nak, to: origin, TransportMessage.Meta(result: words))
    }
}
