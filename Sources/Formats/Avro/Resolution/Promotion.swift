internal import Bytes

/// The changes of type that resolution allows for primitive values.
enum Promotion: Sendable {
    case intToLong, intToFloat, intToDouble, longToFloat, longToDouble, floatToDouble, stringToBytes, bytesToString

    init?(from writer: Schema.Kind, to reader: Schema.Kind) {
        switch (writer, reader) {
        case (.int, .long): self = .intToLong
        case (.int, .float): self = .intToFloat
        case (.int, .double): self = .intToDouble
        case (.long, .float): self = .longToFloat
        case (.long, .double): self = .longToDouble
        case (.float, .double): self = .floatToDouble
        case (.string, .bytes): self = .stringToBytes
        case (.bytes, .string): self = .bytesToString
        default: return nil
        }
    }

    /// Bytes that are not UTF-8 become text with replacement characters.
    func apply(_ value: Value) -> Value {
        switch (self, value) {
        case (.intToLong, .int(let value)): .long(Int64(value))
        case (.intToFloat, .int(let value)): .float(Float(value))
        case (.intToDouble, .int(let value)): .double(Double(value))
        case (.longToFloat, .long(let value)): .float(Float(value))
        case (.longToDouble, .long(let value)): .double(Double(value))
        case (.floatToDouble, .float(let value)): .double(Double(value))
        case (.stringToBytes, .string(let value)): .bytes(Bytes(utf8: value))
        case (.bytesToString, .bytes(let value)): .string(String(decoding: value, as: UTF8.self))
        default: value
        }
    }
}
