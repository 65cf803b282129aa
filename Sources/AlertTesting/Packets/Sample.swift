internal import Avro
internal import Bytes

/// A value without its type, which the schema gives.
enum Sample {
    case null
    case number(Double)
    case integer(Int64)
    case flag(Bool)
    case text(String)
    case bytes(Bytes)
    case record([String: Sample])
    case list([Sample])
}

/// Fills a schema's records from samples by field name: what is not given is null, or zero where it may not be null.
struct SampleEncoder {
    let schema: Schema

    func value(_ sample: Sample) -> Value { value(sample, schema.root) }

    private func value(_ sample: Sample?, _ type: Schema.NodeID) -> Value {
        switch schema[type].kind {
        case .null: .null
        case .boolean: .boolean(sample.flag)
        case .int: .int(Int32(truncatingIfNeeded: sample.integer))
        case .long: .long(sample.integer)
        case .float: .float(Float(sample.number))
        case .double: .double(sample.number)
        case .bytes: .bytes(sample.bytes)
        case .string: .string(sample.text)
        case .fixed(let fixed): .fixed(Bytes([UInt8](repeating: 0, count: fixed.size)))
        case .enumeration: .enumeration(0)
        case .map: .map([])
        case .array(let items): .array(sample.items.map { value($0, items) })
        case .record(let record): .record(record.fields.map { value(sample.fields[$0.name], $0.type) })
        case .union(let branches): union(sample, branches)
        }
    }

    /// The null branch for nothing, else the first other.
    private func union(_ sample: Sample?, _ branches: [Schema.NodeID]) -> Value {
        let isNull = if case .null = sample ?? .null { true } else { false }
        let branch = branches.firstIndex { (schema.typeName($0) == "null") == isNull } ?? 0
        return .union(branch: branch, value(sample, branches[branch]))
    }
}

extension Sample? {
    fileprivate var flag: Bool { if case .flag(let value) = self { value } else { false } }
    fileprivate var text: String { if case .text(let value) = self { value } else { "" } }
    fileprivate var bytes: Bytes { if case .bytes(let value) = self { value } else { Bytes() } }
    fileprivate var items: [Sample] { if case .list(let value) = self { value } else { [] } }
    fileprivate var fields: [String: Sample] { if case .record(let value) = self { value } else { [:] } }

    fileprivate var integer: Int64 {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value.rounded()) ?? 0
        default: 0
        }
    }

    fileprivate var number: Double {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: 0
        }
    }
}
