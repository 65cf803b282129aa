public import Bytes

extension FITSFile {
    /// The file as bytes. The mandatory cards (SIMPLE, XTENSION, BITPIX, NAXIS..., PCOUNT, GCOUNT) are made from the
    /// HDUs, and those in their headers left out. A table cannot be the primary HDU: an empty one is put before it.
    /// Complexity: O(bytes).
    public func encoded() -> Bytes {
        let hdus = hdus.first?.isTable == true ? [.empty] + hdus : hdus
        let parts = hdus.enumerated().map { $1.encoded(number: $0, of: hdus.count) }
        let size = parts.reduce(0) { $0 + $1.count }
        return Bytes(capacity: size) { output in
            var offset = 0
            for part in parts {
                part.withUnsafeBytes { output[offset...].copyBytes(from: $0) }
                offset += part.count
            }
            return size
        }
    }
}

extension HDU {
    /// An image of floats, x fastest.
    public init(floats: [Float], width: Int, height: Int, cards: [Card] = []) {
        let data = Self.bigEndian(floats) { $0.bitPattern }
        self.init(header: Header(cards), format: .float32, shape: [width, height], data: data)
    }

    /// An image of doubles, x fastest.
    public init(doubles: [Double], width: Int, height: Int, cards: [Card] = []) {
        let data = Self.bigEndian(doubles) { $0.bitPattern }
        self.init(header: Header(cards), format: .float64, shape: [width, height], data: data)
    }

    /// An image of integers of 8 (unsigned), 16, 32 or 64 bits, x fastest.
    public init<Stored: FixedWidthInteger>(integers: [Stored], width: Int, height: Int, cards: [Card] = []) {
        let format = PixelFormat(rawValue: Stored.bitWidth) ?? .uint8
        self.init(
            header: Header(cards), format: format, shape: [width, height], data: Self.bigEndian(integers) { $0 })
    }

    private static func bigEndian<Value, Word: FixedWidthInteger>(_ values: [Value], _ word: (Value) -> Word) -> Bytes {
        let size = MemoryLayout<Word>.size
        return Bytes(capacity: values.count * size) { output in
            for (index, value) in values.enumerated() {
                output.storeBytes(of: word(value).bigEndian, toByteOffset: index * size, as: Word.self)
            }
            return output.count
        }
    }

    /// Header and data, filled up to whole blocks.
    func encoded(number: Int, of count: Int) -> Bytes {
        let header = encodedHeader(number: number, of: count)
        let size = header.count + Self.padded(data.count)
        return Bytes(capacity: size) { output in
            output.copyBytes(from: header)
            data.withUnsafeBytes { output[header.count...].copyBytes(from: $0) }
            output[(header.count + data.count)...].initializeMemory(as: UInt8.self, repeating: 0)
            return size
        }
    }

    /// The primary HDU of a file of extensions.
    static var empty: HDU { HDU(header: Header(), format: .uint8, shape: [], data: Bytes()) }

    func encodedHeader(number: Int, of count: Int) -> [UInt8] {
        var output: [UInt8] = []
        let made = isTable ? tableCards() : mandatoryCards(number: number, of: count)
        let names = Set(made.map(\.keyword) + ["EXTEND", "END", "PCOUNT", "GCOUNT", "SIMPLE", "XTENSION"])
        for card in made + header.cards.filter({ !names.contains($0.keyword) }) {
            for line in CardWriter.lines(card) { output.append(contentsOf: line) }
        }
        output.append(contentsOf: CardWriter.padded("END"))
        return output + [UInt8](repeating: 32, count: Self.padded(output.count) - output.count)
    }

    static func padded(_ count: Int) -> Int {
        (count + HeaderReader.block - 1) / HeaderReader.block * HeaderReader.block
    }

    /// Of a table, whose data are its rows and its heap.
    private func tableCards() -> [Card] {
        let (rowBytes, rows) = (shape.first ?? 0, shape.dropFirst().first ?? 0)
        return [
            Card("XTENSION", header["XTENSION"] ?? .string("BINTABLE"), "table extension"),
            Card("BITPIX", .integer(8), "array data type"),
            Card("NAXIS", .integer(2), "number of array dimensions"),
            Card("NAXIS1", .integer(Int64(rowBytes)), "bytes of a row"),
            Card("NAXIS2", .integer(Int64(rows)), "number of rows"),
            Card("PCOUNT", .integer(Int64(data.count - rowBytes &* rows)), "bytes of the heap"),
            Card("GCOUNT", .integer(1), "number of groups"),
        ]
    }

    private func mandatoryCards(number: Int, of count: Int) -> [Card] {
        var cards = [
            number == 0
                ? Card("SIMPLE", .logical(true), "conforms to FITS standard")
                : Card("XTENSION", .string("IMAGE"), "Image extension"),
            Card("BITPIX", .integer(Int64(format.rawValue)), "array data type"),
            Card("NAXIS", .integer(Int64(shape.count)), "number of array dimensions"),
        ]
        for (axis, length) in shape.enumerated() { cards.append(Card("NAXIS\(axis + 1)", .integer(Int64(length)))) }
        if number == 0 {
            if count > 1 { cards.append(Card("EXTEND", .logical(true))) }
        } else {
            cards.append(Card("PCOUNT", .integer(0), "number of parameters"))
            cards.append(Card("GCOUNT", .integer(1), "number of groups"))
        }
        return cards
    }
}
