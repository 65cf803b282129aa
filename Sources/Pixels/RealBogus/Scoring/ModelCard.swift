/// What a model tells of itself, by keys that its training chose: data, seeds, metrics, date.
public struct ModelCard: Sendable, Hashable {
    /// All that the card has, as text by key.
    public let entries: [String: String]

    /// nil for a key that the card lacks.
    public subscript(key: String) -> String? { entries[key] }

    init(_ section: ModelText.Section) {
        entries = Dictionary(
            uniqueKeysWithValues: section.entries.map { (String($0.key), String($0.value.value)) })
    }
}
