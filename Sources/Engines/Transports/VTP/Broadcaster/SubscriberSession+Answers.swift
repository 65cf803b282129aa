internal import Bytes
internal import VOEvent

extension SubscriberSession {
    /// What the subscriber says.
    func hear(_ text: Bytes) throws {
        let message: TransportMessage
        do { message = try TransportMessage(xml: text) } catch { return end("it sent what is no message: \(error)") }
        switch message.role {
        case .iamalive: isAliveAnswered = true
        case .authenticate: try authenticate(message)
        case .ack: answer(message, .acknowledged)
        case .nak: answer(message, .refused(message.meta?.result ?? "no reason given"))
        }
    }

    private func authenticate(_ message: TransportMessage) throws {
        status.name = message.response
        if areCredentialsExpired {
            let reason = "The credentials have expired."
            sender.yield(.message(try voice.refuse(message.origin, because: reason)))
            status.complaint = reason
            return end("its credentials have expired.")
        }
        do {
            filters = try read(message.meta?.filters ?? [])
            status.filters = filters.map(\.expression)
            status.isAuthenticated = true
            status.complaint = nil
        } catch {
            status.complaint = "\(error)"
            status.isAuthenticated = false
            sender.yield(.message(try voice.refuse(message.origin, because: "\(error)")))
        }
    }

    private func read(_ expressions: [String]) throws(VOEventError) -> [XPathFilter] {
        guard expressions.count <= options.mostFilters else {
            throw VOEventError("\(expressions.count) filters; \(options.mostFilters) are taken.")
        }
        return try expressions.map { (expression) throws(VOEventError) in try XPathFilter(expression) }
    }

    /// Brokers put the event's name into Origin; some put it into Response.
    private func answer(_ message: TransportMessage, _ delivery: VTPDelivery) {
        let names = [message.origin, message.response]
        guard let index = pending.firstIndex(where: { $0.ivorn != nil && names.contains($0.ivorn) }) else { return }
        unansweredInARow = 0
        if case .refused(let reason) = delivery {
            status.refused += 1
            status.complaint = reason
        } else {
            status.acknowledged += 1
        }
        settle(at: index, delivery)
    }
}
