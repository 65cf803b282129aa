/// A value of a table of visits, as SQLite or JSON has it.
public enum OpsimValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)

    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value.isFinite ? value : nil
        case .null, .text: nil
        }
    }
}
