/// What the scheduler says of a visit in words. By reference, because visits are copied often and few have it.
final class VisitLabels: Sendable, Hashable {
    let target: String?
    let reason: String?

    init(target: String?, reason: String?) { (self.target, self.reason) = (target, reason) }

    static func == (left: VisitLabels, right: VisitLabels) -> Bool {
        left === right || (left.target == right.target && left.reason == right.reason)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(target)
        hasher.combine(reason)
    }
}

extension Visit {
    /// The scheduler's name of what is observed; nil where it is not known.
    public var targetName: String? { labels?.target }
    /// Why the scheduler chose the visit; nil where it is not known.
    public var observationReason: String? { labels?.reason }

    /// Sets both; an empty text counts as none.
    public mutating func setLabels(targetName: String?, observationReason: String?) {
        let (target, reason) = (targetName.flatMap(Self.text), observationReason.flatMap(Self.text))
        labels = target == nil && reason == nil ? nil : VisitLabels(target: target, reason: reason)
    }

    private static func text(_ text: String) -> String? { text.isEmpty ? nil : text }
}
