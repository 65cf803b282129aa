internal import Bytes
internal import VOEvent

/// A text on its way to all subscribers, with the answer of every filter.
struct BroadcastEvent: Sendable {
    let text: Bytes
    /// Nil where the text is not well-formed or has none; then no answer can be told to be one to it.
    let ivorn: String?
    private let verdicts: [XPathFilter: Verdict]

    enum Verdict: Sendable, Equatable {
        case holds, fails
        /// Came to no end within its limit of work.
        case failed(String)
    }

    /// - Parameter filters: of all subscribers; each is evaluated once.
    init(_ text: Bytes, filters: Set<XPathFilter>, limits: XMLLimits) {
        let event = try? FilterableEvent(xml: text, limits: limits)
        self.text = text
        ivorn = event?.ivorn
        verdicts = Dictionary(uniqueKeysWithValues: filters.map { ($0, Self.judge(event, $0)) })
    }

    private static func judge(_ event: FilterableEvent?, _ filter: XPathFilter) -> Verdict {
        guard let event else { return .fails }
        do { return try event.satisfies(filter) ? .holds : .fails } catch { return .failed("\(error)") }
    }

    /// Whether somebody with these filters wants it.
    func isWanted(by filters: [XPathFilter]) -> Bool {
        filters.isEmpty || filters.contains { verdicts[$0] == .holds }
    }

    /// Of the first that came to no end.
    func failure(of filters: [XPathFilter]) -> String? {
        for filter in filters {
            if case .failed(let reason) = verdicts[filter] { return reason }
        }
        return nil
    }
}
