/// Why a broker cannot go on, and what to do.
public struct BrokerError: Error, Sendable, CustomStringConvertible {
    enum Code: Sendable {
        case unknownTopic, offsetsBeyondEnd, gaveUp
    }

    let code: Code
    /// By its own name, whatever the store calls it.
    public let topic: String
    private let detail: String

    init(_ code: Code, topic: String, detail: String = "") {
        self.code = code
        self.topic = topic
        self.detail = detail
    }

    public var description: String {
        switch code {
        case .unknownTopic:
            "Topic \(topic) does not exist. Create it with `tocsin topic create \(topic)`, or replay packets to it."
        case .offsetsBeyondEnd:
            "Topic \(topic) ends before the place up to which the store has read it (\(detail)). It was made anew, or "
                + "this is another cluster. Give the store's offsets up with `tocsin broker run --forget-offsets`, or "
                + "use another store."
        case .gaveUp:
            "Topic \(topic): gave up after trying again and again. All that was committed is safe and reading goes on "
                + "from there at the next start. Last error: \(detail)"
        }
    }
}
