import Synchronization
import VOEvent

/// The roles of the messages that came, and the reasons of naks.
final class Roles: Sendable {
    private let heard = Mutex<[(role: TransportMessage.Role, reason: String?)]>([])

    var all: [TransportMessage.Role] { heard.withLock { $0.map(\.role) } }
    var words: [String] { heard.withLock { $0.compactMap(\.reason) } }

    func add(_ role: TransportMessage.Role?, _ reason: String? = nil) {
        guard let role else { return }
        heard.withLock { $0.append((role, reason)) }
    }
}
