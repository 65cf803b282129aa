/// A TFORM as it is written.
struct ColumnFormat: Hashable {
    var type: ElementType
    var storage: TableColumn.Storage
    /// Elements of a fixed cell, characters of a text one; nil where the heap has them.
    var elementCount: Int?
    /// Bytes in a row.
    var width: Int
    /// Length of the strings that a cell is made of; nil where it is one string.
    var substring: Int?

    /// Of a binary table: `rT`, `rPT(most)`, `rQT(most)` and `rAw`. Nil for anything else.
    init?(binary text: String) {
        let digits = text.prefix(while: \.isASCIIDigit)
        guard digits.count <= 15, let letter = text.dropFirst(digits.count).first else { return nil }
        let count = digits.isEmpty ? 1 : Int(digits) ?? 0
        let rest = text.dropFirst(digits.count + 1)
        if letter == "P" || letter == "Q" {
            guard count <= 1, let element = rest.first.flatMap(ElementType.init(rawValue:)) else { return nil }
            type = element
            storage = letter == "P" ? .heap32 : .heap64
            width = count * (letter == "P" ? 8 : 16)
        } else {
            guard let element = ElementType(rawValue: letter), let width = element.bytes(count) else { return nil }
            type = element
            storage = .fixed
            elementCount = count
            self.width = width
            substring = element == .character ? Int(rest).flatMap { (1...max(count, 1)).contains($0) ? $0 : nil } : nil
        }
    }

    /// Of an ASCII table: `Aw`, `Iw`, `Fw.d`, `Ew.d` and `Dw.d`. Nil for anything else.
    init?(text: String) {
        guard let letter = text.first else { return nil }
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
            let width = Int(parts[0]), (0...1 << 20).contains(width)
        else { return nil }
        switch letter {
        case "A": type = .character
        case "I": type = .int64
        case "F", "E", "D": type = .double
        default: return nil
        }
        let decimals = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        guard decimals <= 300 else { return nil }
        storage = .text(decimals: decimals)
        elementCount = letter == "A" ? width : 1
        self.width = width
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
