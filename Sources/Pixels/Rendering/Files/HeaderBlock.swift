/// A FITS header being written, with the places of the cards that change from stamp to stamp.
struct HeaderBlock {
    private(set) var bytes: [UInt8] = []
    private(set) var fields: [String: Int] = [:]

    /// A card whose value is `value` right-justified in 20 columns; after the HIERARCH convention, and not to be changed
    /// later, where the keyword is longer than eight characters.
    mutating func add(_ keyword: String, _ value: String = "0.0", _ comment: String = "") {
        guard keyword.utf8.count <= 8 else { return line("HIERARCH \(keyword) = \(value)", comment) }
        fields[keyword] = bytes.count + 10
        let spaces = String(repeating: " ", count: max(0, 20 - value.utf8.count))
        line(Self.name(keyword) + spaces + value, comment)
    }

    /// A card of a string of at most 20 characters.
    mutating func add(_ keyword: String, text: String, _ comment: String = "") {
        let inner = text + String(repeating: " ", count: max(0, 8 - text.utf8.count))
        let quoted = "'\(inner)'"
        let spaces = String(repeating: " ", count: comment.isEmpty ? 0 : max(0, 20 - quoted.utf8.count))
        line(Self.name(keyword) + quoted + spaces, comment)
    }

    /// The header with its END, filled to whole blocks of 2,880 bytes.
    func closed() -> [UInt8] {
        let ended = bytes + Array("END".utf8)
        return ended + repeatElement(32, count: (2880 - ended.count % 2880) % 2880)
    }

    private mutating func line(_ text: String, _ comment: String) {
        let card = Array((comment.isEmpty ? text : "\(text) / \(comment)").utf8.prefix(80))
        bytes += card + repeatElement(32, count: 80 - card.count)
    }

    private static func name(_ keyword: String) -> String {
        keyword + String(repeating: " ", count: max(0, 8 - keyword.utf8.count)) + "= "
    }
}
