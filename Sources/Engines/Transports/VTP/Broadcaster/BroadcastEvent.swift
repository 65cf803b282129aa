internal import Bytes
internal import VOEvent

/// A text on its way to all subscribers, with the answer of every filter.
struct BroadcastEvent: Sendable {
    let text: Bytes
    /// Nil where the text is not well-formed or has none; then no answer can be told to be one to it.
    let ivorn: String?
    private let verdicts: [XPathFilter: Verdict]

    enum Verdict: Sendable { case holds, fails, failed }

    /// - Parameter filters: of all subscribers; each is evaluated once.
    init(_ text: Bytes, filters: Set<XPathFilter>, limits: XMLLimits) {
        let event = try? FilterableEvent(xml: text, limits: limits)
        self.text = text
        ivorn = event?.ivorn
        verdicts = Dictionary(uniqueKeysWithValues: filters.map { ($0, Self.judge(event, $0)) })
    }

    private static func judge(_ event: FilterableEvent?, _ filter: XPathFilter) -> Verdict {
        guard let event else { return .fails }
        do { return try event.satisfies(filter) ? .holds : .fails } catch { return .failed }
    }

    /// Whether somebody with these filters wants it.
    func isWanted(by filters: [XPathFilter]) -> Bool {
        filters.isEmpty || filters.contains { verdicts[$0] == .holds }
    }

    func failures(of filters: [XPathFilter]) -> Int { filters.count { verdicts[$0] == .failed } }
}
