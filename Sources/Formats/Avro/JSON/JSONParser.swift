public import Bytes

extension JSON {
    /// Reads one JSON text.
    ///
    /// Nesting deeper than 128, numbers outside the format, text that is not UTF-8, repeated names in one object and
    /// anything after the value are errors that give the byte offset. Complexity: O(n).
    public init(parsing text: Bytes) throws(AvroError) {
        self = try text.withUnsafeBytes { (memory) throws(AvroError) in
            var parser = JSONParser(memory: memory)
            return try parser.document()
        }
    }

    /// Reads one JSON text.
    public init(parsing text: String) throws(AvroError) {
        try self.init(parsing: Bytes(utf8: text))
    }
}

struct JSONParser {
    static let maximumDepth = 128

    let memory: UnsafeRawBufferPointer
    var position = 0
    private var depth = 0

    init(memory: UnsafeRawBufferPointer) { self.memory = memory }

    mutating func document() throws(AvroError) -> JSON {
        if memory.count >= 3, memory[0] == 0xEF, memory[1] == 0xBB, memory[2] == 0xBF { position = 3 }
        let value = try value()
        skipSpace()
        guard position == memory.count else { throw fault("text after the end of the JSON value") }
        return value
    }

    func fault(_ message: String, at offset: Int? = nil) -> AvroError {
        AvroError(.json, "JSON: \(message)", offset: offset ?? position)
    }

    private mutating func skipSpace() {
        while position < memory.count, [0x20, 0x0A, 0x0D, 0x09].contains(memory[position]) { position += 1 }
    }

    private var next: UInt8? { position < memory.count ? memory[position] : nil }

    private mutating func value() throws(AvroError) -> JSON {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { (parser) throws(AvroError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { (parser) throws(AvroError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("ends where a value was expected")
        case let byte? where byte == UInt8(ascii: "-") || (48...57).contains(byte): return try number()
        default: throw fault("expected a value")
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(AvroError) -> JSON
    ) throws(AvroError) -> JSON {
        guard depth < Self.maximumDepth else { throw fault("nested deeper than \(Self.maximumDepth)") }
        depth += 1
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func array() throws(AvroError) -> JSON {
        var items: [JSON] = []
        skipSpace()
        if take("]") { return .array(items) }
        while true {
            items.append(try value())
            skipSpace()
            if take("]") { return .array(items) }
            guard take(",") else { throw fault("expected ',' or ']'") }
        }
    }

    private mutating func object() throws(AvroError) -> JSON {
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            let start = position
            guard next == UInt8(ascii: "\"") else { throw fault("expected a name in quotes") }
            let name = try string()
            guard names.insert(name).inserted else { throw fault("the name '\(name)' is given twice", at: start) }
            skipSpace()
            guard take(":") else { throw fault("expected ':'") }
            members.append(JSON.Member(name, try value()))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw fault("expected ',' or '}'") }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(AvroError) -> JSON {
        let length = text.utf8CodeUnitCount
        guard position + length <= memory.count else { throw fault("expected '\(text)'") }
        for index in 0..<length where memory[position + index] != text.utf8Start[index] {
            throw fault("expected '\(text)'")
        }
        position += length
        return value
    }
}
