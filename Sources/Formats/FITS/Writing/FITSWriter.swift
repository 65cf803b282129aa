public import Bytes

extension FITSFile {
    /// The file as bytes. The mandatory cards (SIMPLE, XTENSION, BITPIX, NAXIS..., PCOUNT, GCOUNT) are made from the
    /// HDUs, and those in their headers left out. Complexity: O(bytes).
    public func encoded() -> Bytes {
        var output: [UInt8] = []
        for (number, hdu) in hdus.enumerated() { hdu.write(number: number, of: hdus.count, to: &output) }
        return Bytes(output)
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

    fileprivate func write(number: Int, of count: Int, to output: inout [UInt8]) {
        let made = mandatoryCards(number: number, of: count)
        let names = Set(made.map(\.keyword) + ["EXTEND", "END", "PCOUNT", "GCOUNT", "SIMPLE", "XTENSION"])
        for card in made + header.cards where !names.contains(card.keyword) || made.contains(card) {
            for line in CardWriter.lines(card) { output.append(contentsOf: line) }
        }
        output.append(contentsOf: CardWriter.padded("END"))
        Self.pad(&output, with: 32)
        data.withUnsafeBytes { output.append(contentsOf: $0) }
        Self.pad(&output, with: 0)
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

    private static func pad(_ output: inout [UInt8], with byte: UInt8) {
        let over = output.count % HeaderReader.block
        if over > 0 { output.append(contentsOf: repeatElement(byte, count: HeaderReader.block - over)) }
    }
}
