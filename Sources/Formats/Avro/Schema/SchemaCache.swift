public import Bytes
internal import Synchronization

/// Schemas by their exact text, so that thousands of files with the same embedded schema parse it once.
///
/// Safe to share between tasks. Holds at most `capacity` schemas; when full it starts anew.
public final class SchemaCache: Sendable {
    fileprivate struct State {
        var last: (text: Bytes, schema: Schema)?
        var schemas: [Bytes: Schema] = [:]
    }

    private let state = Mutex(State())
    private let strictness: Schema.Strictness
    private let limits: Limits
    private let capacity: Int

    /// An empty cache; new texts are parsed with `strictness` and `limits`, and errors are not remembered.
    public init(_ strictness: Schema.Strictness = .lenient, capacity: Int = 256, limits: Limits = Limits()) {
        self.strictness = strictness
        self.capacity = capacity
        self.limits = limits
    }

    /// The schema whose text is `json`, parsed at its first appearance. Complexity: O(bytes) to compare.
    public func schema(_ json: Bytes) throws(AvroError) -> Schema {
        if let known = state.withLock({ $0.find(json) }) { return known }
        let schema = try Schema(json: json, strictness, limits: limits)
        let text = json.detached
        state.withLock { $0.insert(text, schema, capacity: capacity) }
        return schema
    }
}

extension SchemaCache.State {
    fileprivate mutating func find(_ json: Bytes) -> Schema? {
        if let last, last.text == json { return last.schema }
        guard let index = schemas.index(forKey: json) else { return nil }
        last = (schemas[index].key, schemas[index].value)
        return schemas[index].value
    }

    fileprivate mutating func insert(_ text: Bytes, _ schema: Schema, capacity: Int) {
        if schemas.count >= capacity { schemas.removeAll() }
        schemas[text] = schema
        last = (text, schema)
    }
}
