internal import Yams

/// A mapping of the scenario, read key by key; keys that nobody asked for are problems.
struct Section {
    let problems: Problems
    /// For messages: `survey`, or `fault`.
    let name: String
    let mark: Mark?
    private let entries: [String: (key: Mark?, value: Node)]

    /// `known` are the keys that may occur.
    init?(_ node: Node, name: String, known: [String], _ problems: Problems) {
        guard case .mapping(let mapping) = node else {
            problems.report(node.mark, "'\(name)' must be a list of 'key: value', not \(article(node)).")
            return nil
        }
        var entries: [String: (key: Mark?, value: Node)] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                problems.report(key.mark, "A key of '\(name)' must be a word.")
                continue
            }
            if known.contains(scalar.string) {
                entries[scalar.string] = (scalar.mark, value)
            } else {
                let hint = Suggestion.sentence(for: scalar.string, among: known)
                problems.report(scalar.mark, "'\(name)' has no key '\(shown(scalar.string))'.\(hint)")
            }
        }
        (self.problems, self.name, self.entries, mark) = (problems, name, entries, node.mark)
    }

    func node(_ key: String) -> Node? { entries[key]?.value }

    func mark(of key: String) -> Mark? { entries[key]?.value.mark ?? mark }

    func require(_ key: String) {
        if entries[key] == nil { problems.report(mark, "'\(name)' needs the key '\(key)'.") }
    }

    func report(_ key: String, _ message: String) { problems.report(mark(of: key), message) }

    /// The scalar at `key`; nil where there is none, or, reported, where there is something else.
    func text(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let scalar) = node else {
            problems.report(node.mark, "'\(key)' must be a single value, not \(article(node)).")
            return nil
        }
        return scalar.string
    }

    /// What `parse` makes of the scalar at `key`; where it makes nothing, that `wanted` is.
    func value<T>(_ key: String, _ wanted: String, _ parse: (String) -> T?) -> T? {
        guard let text = text(key) else { return nil }
        if let value = parse(text) { return value }
        report(key, "'\(key)' must be \(wanted), not '\(shown(text))'.")
        return nil
    }
}

/// What a node is, in words.
func article(_ node: Node) -> String {
    switch node {
    case .scalar: "a single value"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
}

/// Text of a scenario as a message may repeat it.
func shown(_ text: String) -> String { text.count <= 40 ? text : "\(text.prefix(40))..." }
