/// Writes cards of 80 bytes.
enum CardWriter {
    /// The card in as many lines as its string needs (CONTINUE).
    static func lines(_ card: Card) -> [[UInt8]] {
        guard let value = card.value else { return [padded(field(card.keyword) + ascii(card.comment))] }
        guard case .string(let text) = value else {
            return [line(assigned(card.keyword) + leading(scalar(value), 20), card.comment)]
        }
        var pieces = pieces(of: ascii(text))
        let first = pieces.removeFirst()
        let quoted = quote(first + (pieces.isEmpty ? "" : "&"))
        var lines = [line(assigned(card.keyword) + quoted, pieces.isEmpty ? card.comment : "")]
        for (index, piece) in pieces.enumerated() {
            let isLast = index == pieces.count - 1
            lines.append(line("CONTINUE  " + quote(piece + (isLast ? "" : "&")), isLast ? card.comment : ""))
        }
        return lines
    }

    /// The keyword up to its value; one of more than eight characters by the HIERARCH convention.
    private static func assigned(_ keyword: String) -> String {
        keyword.count > 8 ? "HIERARCH \(ascii(keyword)) = " : field(keyword) + "= "
    }

    private static func field(_ keyword: String) -> String {
        let name = String(ascii(keyword).prefix(8))
        return name + String(repeating: " ", count: 8 - name.count)
    }

    private static func scalar(_ value: CardValue) -> String {
        switch value {
        case .integer(let integer): String(integer)
        case .real(let real): number(real)
        case .logical(let logical): logical ? "T" : "F"
        case .other(let text), .string(let text): ascii(text)
        }
    }

    /// A real in the shortest digits that give it back; FITS knows no NaN.
    private static func number(_ real: Double) -> String {
        guard real.isFinite else { return "" }
        return "\(real)".uppercased()
    }

    private static func leading(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func quote(_ text: String) -> String {
        let inner = text.replacing("'", with: "''")
        return "'" + inner + String(repeating: " ", count: max(0, 8 - inner.count)) + "'"
    }

    /// Parts that fit a line with room for quotes and the `&`.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var width = 0
        for character in text {
            let step = character == "'" ? 2 : 1
            if width + step > 67 {
                pieces.append(piece)
                piece = ""
                width = 0
            }
            piece.append(character)
            width += step
        }
        return pieces + [piece]
    }

    private static func line(_ text: String, _ comment: String) -> [UInt8] {
        padded(comment.isEmpty ? text : "\(text) / \(ascii(comment))")
    }

    static func padded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(80))
        return bytes + repeatElement(32, count: 80 - bytes.count)
    }

    private static func ascii(_ text: String) -> String {
        String(text.unicodeScalars.map { (32...126).contains($0.value) ? Character($0) : "?" })
    }
}
