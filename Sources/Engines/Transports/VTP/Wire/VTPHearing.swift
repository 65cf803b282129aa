internal import Bytes
internal import VOEvent

/// One text that came in, and whom an answer to it names.
enum VTPHearing: Sendable {
    case message(TransportMessage)
    case event(VTPEvent)
    /// `origin` is the event's name where one can be read.
    case wrong(origin: String?, reason: String)

    init(_ text: Bytes, from peer: String, _ framing: TransportFraming) {
        let limits = XMLLimits(bytes: framing.maximumBytes)
        do {
            switch try TransportPayload(xml: text, limits: limits) {
            case .message(let message): self = .message(message)
            case .event(let event):
                let now = WallTime.milliseconds()
                self = .event(VTPEvent(event: event, xml: text, peer: peer, receivedMs: now))
            }
        } catch {
            let name = (try? FilterableEvent(xml: text, limits: limits))?.ivorn
            self = .wrong(origin: name, reason: "\(error)")
        }
    }
}
