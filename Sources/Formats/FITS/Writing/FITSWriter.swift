public import Bytes

extension FITSFile {
    /// The file as bytes. The mandatory cards (SIMPLE, XTENSION, BITPIX, NAXIS..., PCOUNT, GCOUNT) are made from the
    /// HDUs, and those in their headers left out. A table cannot be the primary HDU: an empty one is put before it.
    /// Complexity: O(bytes).
    public func encoded() -> Bytes {
        var pieces: [Bytes] = []
        Self.emit(hdus.map { hdu in { hdu } }) { pieces.append($0) }
        let size = pieces.reduce(0) { $0 + $1.count }
        return Bytes(capacity: size) { output in
            var offset = 0
            for piece in pieces {
                piece.withUnsafeBytes { output[offset...].copyBytes(from: $0) }
                offset += piece.count
            }
            return size
        }
    }

    /// Hands out the bytes of a file in their order; each HDU is made when its turn comes.
    static func emit<Failure: Error>(
        _ hdus: [() -> HDU], _ put: (Bytes) throws(Failure) -> Void
    ) throws(Failure) {
        var count = hdus.count
        for (place, make) in hdus.enumerated() {
            let hdu = make()
            if place == 0, hdu.isTable {
                count += 1
                try HDU.empty.emit(number: 0, of: count, put)
            }
            try hdu.emit(number: place + count - hdus.count, of: count, put)
        }
    }
}

extension HDU {
    /// An image of floats, x fastest.
    public init(floats: [Float], width: Int, height: Int, cards: [Card] = []) {
        let data = floats.withUnsafeBufferPointer { values in
            Self.bigEndian(values.count) { values[$0].bitPattern }
        }
        self.init(header: Header(cards), format: .float32, shape: [width, height], data: data)
    }

    /// An image of floats that are asked for one by one, in the order of the file: x fastest.
    public init(width: Int, height: Int, cards: [Card] = [], floatAt value: (_ place: Int) -> Float) {
        let data = Self.bigEndian(width * height) { value($0).bitPattern }
        self.init(header: Header(cards), format: .float32, shape: [width, height], data: data)
    }

    /// The same of integers of 32 bits.
    public init(width: Int, height: Int, cards: [Card] = [], integerAt value: (_ place: Int) -> Int32) {
        let data = Self.bigEndian(width * height, value)
        self.init(header: Header(cards), format: .int32, shape: [width, height], data: data)
    }

    /// An image of doubles, x fastest.
    public init(doubles: [Double], width: Int, height: Int, cards: [Card] = []) {
        let data = doubles.withUnsafeBufferPointer { values in
            Self.bigEndian(values.count) { values[$0].bitPattern }
        }
        self.init(header: Header(cards), format: .float64, shape: [width, height], data: data)
    }

    /// An image of integers of 8 (unsigned), 16, 32 or 64 bits, x fastest.
    public init<Stored: FixedWidthInteger>(integers: [Stored], width: Int, height: Int, cards: [Card] = []) {
        let format = PixelFormat(rawValue: Stored.bitWidth) ?? .uint8
        let data = integers.withUnsafeBufferPointer { values in Self.bigEndian(values.count) { values[$0] } }
        self.init(header: Header(cards), format: format, shape: [width, height], data: data)
    }

    private static func bigEndian<Word: FixedWidthInteger>(_ count: Int, _ word: (_ place: Int) -> Word) -> Bytes {
        let size = MemoryLayout<Word>.size
        return Bytes(capacity: count * size) { output in
            for place in 0..<count {
                output.storeBytes(of: word(place).bigEndian, toByteOffset: place * size, as: Word.self)
            }
            return count * size
        }
    }

    /// Header and data, filled up to whole blocks.
    fileprivate func emit<Failure: Error>(
        number: Int, of count: Int, _ put: (Bytes) throws(Failure) -> Void
    ) throws(Failure) {
        try put(Bytes(encodedHeader(number: number, of: count)))
        try put(data)
        try put(Bytes([UInt8](repeating: 0, count: Self.padded(data.count) - data.count)))
    }

    /// The primary HDU of a file of extensions.
    static var empty: HDU { HDU(header: Header(), format: .uint8, shape: [], data: Bytes()) }

    private func encodedHeader(number: Int, of count: Int) -> [UInt8] {
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
