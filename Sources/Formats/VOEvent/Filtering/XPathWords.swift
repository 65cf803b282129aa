/// Looks through an expression for names that nothing stands for, before libxml2 sees it.
///
/// libxml2 would find them only when a path comes to them, and would write to the process's error output.
struct XPathWords {
    private let expression: String
    private var rest: Substring.UnicodeScalarView
    private var brackets: [Unicode.Scalar] = []
    /// Whether an operator may follow, as section 3.7 of XPath 1.0 decides between `*` and `*`.
    private var isAfterOperand = false

    private static let operators: Set<String> = ["and", "or", "div", "mod"]
    private static let nodeTypes: Set<String> = ["comment", "text", "processing-instruction", "node"]
    private static let functions: Set<String> = [
        "last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with",
        "contains", "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate",
        "boolean", "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round",
    ]

    /// - Throws: `VOEventError` with the name of an unknown prefix, function or variable, or where a bracket or a
    ///   quotation mark is left open.
    static func check(_ expression: String) throws(VOEventError) {
        var words = XPathWords(expression: expression, rest: Substring(expression).unicodeScalars)
        while let next = words.rest.first { try words.read(next) }
        guard words.brackets.isEmpty else { throw words.wrong("a bracket is left open") }
    }

    private mutating func read(_ next: Unicode.Scalar) throws(VOEventError) {
        switch next {
        case "\"", "'": try readLiteral(next)
        case "$": throw wrong("there are no variables")
        case "(", "[":
            brackets.append(next == "(" ? ")" : "]")
            step(isOperand: false)
        case ")", "]":
            guard brackets.popLast() == next else { throw wrong("a bracket is closed that was not opened") }
            step(isOperand: true)
        case "*": step(isOperand: !isAfterOperand)
        case _ where next.properties.isWhitespace: rest.removeFirst()
        case _ where next.isInXPathName: try readName()
        default: step(isOperand: false)
        }
    }

    private mutating func step(isOperand: Bool) {
        rest.removeFirst()
        isAfterOperand = isOperand
    }

    private mutating func readLiteral(_ quote: Unicode.Scalar) throws(VOEventError) {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: quote) else { throw wrong("a quotation mark is left open") }
        rest = rest[rest.index(after: end)...]
        isAfterOperand = true
    }

    private mutating func readName() throws(VOEventError) {
        let word = takeName()
        if isAfterOperand, Self.operators.contains(word) { return isAfterOperand = false }
        isAfterOperand = true
        if rest.first == ":" {
            guard rest.dropFirst().first != ":" else { return rest.removeFirst(2) }
            guard word == "voe" else { throw wrong("the prefix \(word.quoted) stands for nothing; there is only voe") }
            rest.removeFirst()
            let local = takeName()
            return try checkCall("voe:" + local, known: [])
        }
        try checkCall(word, known: Self.functions.union(Self.nodeTypes))
    }

    private func checkCall(_ word: String, known: Set<String>) throws(VOEventError) {
        guard rest.first(where: { !$0.properties.isWhitespace }) == "(", !known.contains(word) else { return }
        throw wrong("there is no function \(word.quoted)")
    }

    private mutating func takeName() -> String {
        let name = rest.prefix { $0.isInXPathName }
        rest = rest[name.endIndex...]
        return String(name)
    }

    private func wrong(_ sentence: String) -> VOEventError {
        VOEventError("XPath filter \(expression.quoted): \(sentence).")
    }
}

extension Unicode.Scalar {
    /// Letters, digits and what else may stand within a name or a number.
    fileprivate var isInXPathName: Bool {
        properties.isAlphabetic || ("0"..."9").contains(self) || ["_", "-", "."].contains(self) || value > 127
    }
}
