internal import SkyMath

extension Receipt {
    /// Identifiers, one a line, each with the time of its receipt where that is known, behind a comma, a tab, a
    /// semicolon or blanks.
    ///
    /// An identifier is a number or the name of a VOEvent (`ivo://tocsin/simulated#123`; any other is of an event that
    /// the simulator did not send). A time is milliseconds since 1970 UTC or ISO 8601 UTC
    /// (`2026-03-14T05:00:00.250Z`). The first line may name the columns; empty lines and lines beginning with `#` are
    /// passed over. In the order of the times where all lines have one, else in that of the lines.
    ///
    /// - Throws: `SimulatorError` that names the first line which is none of these.
    public static func identifiers(_ text: String) throws(SimulatorError) -> [Receipt] {
        var receipts: [Receipt] = []
        var mayBeHead = true
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if let receipt = plain(line) {
                receipts.append(receipt)
                mayBeHead = false
                continue
            }
            let fields = fields(of: line)
            guard let first = fields.first, first.first != "#" else { continue }
            defer { mayBeHead = false }
            if mayBeHead, isHead(fields) { continue }
            do { receipts.append(try Receipt(fields)) } catch {
                throw SimulatorError("Line \(index + 1) \(error.description)")
            }
        }
        guard receipts.allSatisfy({ $0.receivedMs != nil }) else { return receipts }
        return receipts.sorted { ($0.receivedMs ?? 0) < ($1.receivedMs ?? 0) }
    }

    /// What most lines are: a number, or two with a comma between; nil for any other.
    private static func plain(_ line: Substring) -> Receipt? {
        if let id = Int64(line) { return Receipt(alertID: id) }
        guard let comma = line.utf8.firstIndex(of: UInt8(ascii: ",")), let id = Int64(line[..<comma]),
            let time = Int64(line[line.utf8.index(after: comma)...]), years.contains(time)
        else { return nil }
        return Receipt(alertID: id, receivedMs: time)
    }

    /// The identifier and, where there is one, the time; a time in two words is one field. No fields of an empty line.
    private static func fields(of line: Substring) -> [String] {
        let mark = ",;\t".first { line.contains($0) }
        let words = line.split(omittingEmptySubsequences: mark == nil) { character in
            mark.map { character == $0 } ?? character.isWhitespace
        }.map(bare)
        let isDated = mark == nil && words.count == 3 && words[1].contains("-")
        let fields = isDated ? [words[0], "\(words[1])T\(words[2])"] : words
        return fields.allSatisfy(\.isEmpty) ? [] : fields
    }

    /// Without blanks around it, a mark of the byte order before it, and quotes.
    private static func bare(_ word: Substring) -> String {
        var word = word.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        while word.last?.isWhitespace == true { word.removeLast() }
        guard word.count > 1, word.first == "\"", word.last == "\"" else { return String(word) }
        return String(word.dropFirst().dropLast())
    }

    /// Names of columns, the first one that ends with `id`, or is another word for an identifier.
    private static func isHead(_ fields: [String]) -> Bool {
        let first = fields[0].lowercased()
        let isIdentifier = first.hasSuffix("id") || ["ids", "ivorn", "name", "identifier", "alert"].contains(first)
        return isIdentifier && fields.count <= 2
            && fields.allSatisfy { field in
                field.first?.isLetter == true
                    && field.allSatisfy { $0.isLetter || $0.isNumber || " _.()-".contains($0) }
            }
    }

    /// - Throws: `SimulatorError` that goes on behind the words "Line 5".
    private init(_ fields: [String]) throws(SimulatorError) {
        guard fields.count <= 2 else {
            throw SimulatorError(
                "has \(fields.count) columns: it should be an identifier, or that and the time of its receipt.")
        }
        let word = fields[0]
        if word.hasPrefix("ivo://"), !word.contains(where: \.isWhitespace) {
            let (stream, own) = (word.prefix { $0 != "#" }, VOEventPackets.stream)
            let isOwn = stream.lowercased() == own
            self.init(alertID: isOwn ? Int64(word.dropFirst(own.count + 1)) : nil)
        } else if let id = Int64(word) {
            self.init(alertID: id)
        } else {
            throw SimulatorError("is no identifier: '\(shown(word))'.")
        }
        guard let time = fields.dropFirst().first, !time.isEmpty else { return }
        guard let milliseconds = Self.milliseconds(time) else {
            throw SimulatorError(
                "has '\(shown(time))', which is no time of receipt: that is milliseconds since 1970 (of the years 2000 to "
                    + "2100), or like 2026-03-14T05:00:00.250Z.")
        }
        receivedMs = milliseconds
    }

    /// 2000 to 2100: seconds and microseconds since 1970 are outside.
    private static let years: ClosedRange<Int64> = 946_684_800_000...4_102_444_800_000

    private static func milliseconds(_ text: String) -> Int64? {
        if let number = Int64(text) { return years.contains(number) ? number : nil }
        if text.hasSuffix("+00:00") { return milliseconds("\(text.dropLast(6))Z") }
        guard text.count > 10, let mjdTai = CalendarTime.mjdTai(iso: text),
            let milliseconds = TimeScale.unixMs(fromMjdTai: mjdTai), years.contains(milliseconds)
        else { return nil }
        return milliseconds
    }
}
