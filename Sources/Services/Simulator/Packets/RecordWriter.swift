import AlertModel
import Avro

/// Writes records of one schema from values by name: what is not given is null.
struct RecordWriter: Sendable {
    private enum Form { case double, float, integer, boolean, string }

    private struct Field {
        var name: String
        var form: Form
        /// Branch of null and of the value; nil where the field cannot be null.
        var branches: (null: UInt8, value: UInt8)?
    }

    private let fields: [Field]
    private let slots: [String: Int]

    /// - Throws: `SimulatorError` where a field is of a kind that alerts do not have.
    init(_ schema: Schema, record node: Int) throws(SimulatorError) {
        var fields: [Field] = []
        for field in schema[node].fields { fields.append(try Self.field(field, schema)) }
        self.fields = fields
        slots = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    }

    var emptyValues: [FieldValue] { [FieldValue](repeating: .null, count: fields.count) }

    func slot(_ name: String) -> Int? { slots[name] }

    private static func field(_ field: Schema.Field, _ schema: Schema) throws(SimulatorError) -> Field {
        guard case .union(let branches) = schema[field.type].kind else {
            return Field(name: field.name, form: try form(schema[field.type].kind, field.name))
        }
        guard let null = branches.firstIndex(where: { schema[$0].kind == .null }), branches.count == 2 else {
            throw SimulatorError("the schema's field \(field.name) is a union that alerts do not have")
        }
        return Field(
            name: field.name, form: try form(schema[branches[1 - null]].kind, field.name),
            branches: (UInt8(2 * null), UInt8(2 * (1 - null))))
    }

    private static func form(_ kind: Schema.Kind, _ name: String) throws(SimulatorError) -> Form {
        switch kind {
        case .double: .double
        case .float: .float
        case .int, .long: .integer
        case .boolean: .boolean
        case .string: .string
        default: throw SimulatorError("the schema's field \(name) has a type that the simulator does not write")
        }
    }

    /// Appends the record's datum.
    ///
    /// - Throws: `SimulatorError` where a field that cannot be null has no value.
    func write(_ values: [FieldValue], to output: inout [UInt8]) throws(SimulatorError) {
        for (field, value) in zip(fields, values) {
            if case .null = value {
                guard let branches = field.branches else {
                    throw SimulatorError("the schema's field \(field.name) needs a value, and the simulator has none")
                }
                output.append(branches.null)
                continue
            }
            if let branches = field.branches { output.append(branches.value) }
            Self.write(value, as: field.form, to: &output)
        }
    }

    private static func write(_ value: FieldValue, as form: Form, to output: inout [UInt8]) {
        switch (form, value) {
        case (.double, .double(let number)): append(number.bitPattern, to: &output)
        case (.float, .double(let number)): append(Float(number).bitPattern, to: &output)
        case (.integer, .long(let number)): AvroBytes.append(long: number, to: &output)
        case (.boolean, .boolean(let flag)): output.append(flag ? 1 : 0)
        case (.string, .string(let text)): AvroBytes.append(bytes: Array(text.utf8), to: &output)
        case (.double, .long(let number)): append(Double(number).bitPattern, to: &output)
        case (.float, .long(let number)): append(Float(number).bitPattern, to: &output)
        default: append(UInt64(0), to: &output)
        }
    }

    private static func append(_ word: some FixedWidthInteger, to output: inout [UInt8]) {
        withUnsafeBytes(of: word.littleEndian) { output.append(contentsOf: $0) }
    }
}

/// Avro's binary encoding of what packets are made of.
enum AvroBytes {
    static func append(long number: Int64, to output: inout [UInt8]) {
        var rest = UInt64(bitPattern: number << 1 ^ number >> 63)
        while rest >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(rest))
    }

    static func append(bytes: some Collection<UInt8>, to output: inout [UInt8]) {
        append(long: Int64(bytes.count), to: &output)
        output.append(contentsOf: bytes)
    }
}
