import Foundation

/// The first binary table of a FITS file: columns of numbers and text by name, as the sample of simulated supernovae
/// has them.
struct SampleTable {
    private struct Column {
        let offset: Int
        let kind: Character
        let count: Int
    }

    private let bytes: [UInt8]
    private let rowLength: Int
    private var columns: [String: Column] = [:]
    let rowCount: Int

    init?(_ data: Data) {
        let all = [UInt8](data)
        guard let first = Self.header(all, from: 0), let table = Self.header(all, from: first.end),
            let length = Int(table.cards["NAXIS1"] ?? ""), let rows = Int(table.cards["NAXIS2"] ?? ""),
            let fields = Int(table.cards["TFIELDS"] ?? ""), all.count >= table.end + length * rows
        else { return nil }
        (bytes, rowLength, rowCount) = (Array(all[table.end..<(table.end + length * rows)]), length, rows)
        var offset = 0
        for field in 1...fields {
            guard let name = table.cards["TTYPE\(field)"], let form = table.cards["TFORM\(field)"], let kind = form.last
            else { return nil }
            let count = Int(form.dropLast()) ?? 1
            columns[name] = Column(offset: offset, kind: kind, count: count)
            offset += count * (kind == "D" || kind == "K" ? 8 : kind == "A" ? 1 : kind == "I" ? 2 : 4)
        }
    }

    func number(_ name: String, _ row: Int) -> Double {
        guard let column = columns[name] else { return .nan }
        let start = row * rowLength + column.offset
        let word = { (length: Int) in bytes[start..<(start + length)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return switch column.kind {
        case "D": Double(bitPattern: word(8))
        case "E": Double(Float(bitPattern: UInt32(word(4))))
        case "J": Double(Int32(bitPattern: UInt32(word(4))))
        case "I": Double(Int16(bitPattern: UInt16(word(2))))
        default: .nan
        }
    }

    func text(_ name: String, _ row: Int) -> String {
        guard let column = columns[name], column.kind == "A" else { return "" }
        let start = row * rowLength + column.offset
        return String(decoding: bytes[start..<(start + column.count)], as: UTF8.self).trimmingCharacters(
            in: CharacterSet(charactersIn: " \0"))
    }

    /// Cards by keyword, and where the header's blocks end.
    private static func header(_ bytes: [UInt8], from start: Int) -> (cards: [String: String], end: Int)? {
        var (cards, place): ([String: String], Int) = ([:], start)
        while place + 80 <= bytes.count {
            let card = String(decoding: bytes[place..<(place + 80)], as: UTF8.self)
            place += 80
            let key = card.prefix(8).trimmingCharacters(in: .whitespaces)
            if key == "END" { return (cards, (place + 2879) / 2880 * 2880) }
            let value = card.dropFirst(10).split(separator: "/", omittingEmptySubsequences: false).first ?? ""
            cards[key] = value.trimmingCharacters(in: CharacterSet(charactersIn: " '"))
        }
        return nil
    }
}
