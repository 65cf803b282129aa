/// A text of sections of `key=value` lines, as LightGBM writes models, with the lines' numbers.
struct ModelText {
    struct Entry {
        var value: Substring
        var line: Int
    }

    /// One section; of equal keys the first counts.
    struct Section {
        /// Line of the section's title.
        var line: Int
        var entries: [Substring: Entry] = [:]

        func entry(_ key: String) throws(RealBogusError) -> Entry {
            guard let entry = entries[Substring(key)] else {
                throw RealBogusError(.malformed, "the section that begins here lacks '\(key)'", line: line)
            }
            return entry
        }
    }

    static let byteLimit = 64 << 20
    static let treeLimit = 100_000

    private(set) var head = Section(line: 1)
    private(set) var trees: [Section] = []
    /// Sections after the trees, by their titles.
    private(set) var appendices: [Substring: Section] = [:]

    init(_ text: String) throws(RealBogusError) {
        guard text.utf8.count <= Self.byteLimit else {
            throw RealBogusError(.limit, "a model of \(text.utf8.count) bytes; the limit is \(Self.byteLimit)")
        }
        var state = State.head
        for (n, line) in text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            let line = Substring(line.last == 13 ? line.dropLast() : line)
            if n == 0 && line != "tree" {
                throw RealBogusError(.malformed, "not a model in LightGBM's text format: no 'tree'", line: 1)
            }
            try take(line, n + 1, &state)
        }
        guard case .after = state else {
            throw RealBogusError(.malformed, "the model ends before 'end of trees': it is cut off")
        }
    }

    private enum State {
        case head
        case tree
        case after(Substring?)
    }

    private mutating func take(_ line: Substring, _ number: Int, _ state: inout State) throws(RealBogusError) {
        if case .after(let title) = state {
            state = .after(appendix(line, number, title))
        } else if line.hasPrefix("Tree=") {
            try begin(line, number)
            state = .tree
        } else if line == "end of trees" {
            state = .after(nil)
        } else if let entry = Self.split(line, number) {
            if case .tree = state {
                trees[trees.count - 1].entries.merge([entry.key: entry.entry]) { old, _ in old }
            } else {
                head.entries.merge([entry.key: entry.entry]) { old, _ in old }
            }
        }
    }

    private mutating func begin(_ line: Substring, _ number: Int) throws(RealBogusError) {
        guard Int(line.dropFirst(5)) == trees.count else {
            throw RealBogusError(
                .malformed, "'\(line.prefix(40))' where Tree=\(trees.count) comes next", line: number)
        }
        guard trees.count < Self.treeLimit else {
            throw RealBogusError(.limit, "more than \(Self.treeLimit) trees", line: number)
        }
        trees.append(Section(line: number))
    }

    /// The title of the section that the next line belongs to.
    private mutating func appendix(_ line: Substring, _ number: Int, _ title: Substring?) -> Substring? {
        if line.hasSuffix(":"), !line.contains("=") {
            let title = line.dropLast()
            if appendices[title] == nil { appendices[title] = Section(line: number) }
            return title
        }
        guard let title, !line.hasPrefix("end of ") else { return nil }
        if let entry = Self.split(line, number) {
            appendices[title]?.entries.merge([entry.key: entry.entry]) { old, _ in old }
        }
        return title
    }

    /// A key with its value; a line without '=' is a key alone.
    private static func split(_ line: Substring, _ number: Int) -> (key: Substring, entry: Entry)? {
        guard !line.isEmpty else { return nil }
        let end = line.firstIndex(of: "=") ?? line.endIndex
        return (line[..<end], Entry(value: line[end...].dropFirst(), line: number))
    }
}

extension ModelText.Entry {
    func integer(in range: ClosedRange<Int>) throws(RealBogusError) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw RealBogusError(
                .malformed, "'\(value.prefix(40))' is no whole number in \(range.lowerBound) ... \(range.upperBound)",
                line: line)
        }
        return number
    }

    /// Exactly `count` whole numbers, separated by blanks.
    func integers(_ count: Int, in range: ClosedRange<Int>) throws(RealBogusError) -> [Int] {
        try words(count).map { word throws(RealBogusError) in
            try ModelText.Entry(value: word, line: line).integer(in: range)
        }
    }

    /// Exactly `count` numbers, separated by blanks, none of them NaN.
    func numbers(_ count: Int? = nil, isFinite: Bool = true) throws(RealBogusError) -> [Double] {
        try words(count).map { word throws(RealBogusError) in
            guard let number = Double(word), number.isFinite || (!isFinite && !number.isNaN) else {
                throw RealBogusError(.malformed, "'\(word.prefix(40))' is no number", line: line)
            }
            return number
        }
    }

    func words(_ count: Int? = nil) throws(RealBogusError) -> [Substring] {
        let words = value.utf8.split(separator: 32).map { Substring($0) }
        if let count, words.count != count {
            throw RealBogusError(.malformed, "\(words.count) values where \(count) belong", line: line)
        }
        return words
    }
}
