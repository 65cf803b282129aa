/// A value on its way into a packet's record; what is not simulated is null.
enum FieldValue: Sendable {
    case null
    case long(Int64)
    case double(Double)
    case boolean(Bool)
    case string(String)
}
