internal import Yams

/// The YAML under a scenario.
enum ScenarioDocument {
    static let maximumBytes = 1 << 20

    /// The root node; nil where there is none, which is then a problem.
    static func root(of yaml: String, _ problems: Problems) -> Node? {
        guard yaml.utf8.count <= maximumBytes else {
            problems.report(nil, "The file holds more than \(maximumBytes) bytes: it is no scenario.")
            return nil
        }
        if let place = firstAnchor(yaml) {
            problems.report(
                line: place.line, column: place.column,
                "Anchors ('&name') and aliases ('*name') are not used in scenarios: write it out.")
            return nil
        }
        do {
            if let root = try Yams.compose(yaml: yaml, .basic) { return root }
            problems.report(nil, "The file is empty.")
        } catch {
            report(error, problems)
        }
        return nil
    }

    private static func report(_ error: any Error, _ problems: Problems) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let what = [context?.text.trimmed, problem.trimmed].compactMap(\.self).joined(separator: ", ")
            problems.report(mark, "This is not YAML: \(what).")
        case .reader(let problem, _, _, _):
            problems.report(nil, "The file cannot be read as text: \(problem).")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.sorted().map { "'\(shown($0))'" }.joined(separator: ", ")
            problems.report(context.mark, "This mapping holds the same key twice: \(keys).")
        default:
            problems.report(nil, "This is not YAML.")
        }
    }

    /// Where an anchor or an alias begins: they could make a small text stand for a huge one.
    private static func firstAnchor(_ yaml: String) -> (line: Int, column: Int)? {
        for (number, line) in yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var before: Unicode.Scalar = " "
            for (column, scalar) in line.unicodeScalars.enumerated() {
                if scalar == "#", before == " " { break }
                if scalar == "&" || scalar == "*", " \t[{,:-?".unicodeScalars.contains(before) {
                    return (number + 1, column + 1)
                }
                before = scalar
            }
        }
        return nil
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace || last == "\0" || last == "." { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return String(text)
    }
}
