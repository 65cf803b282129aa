/// A column of a table: what it is called and how its cells are stored.
public struct TableColumn: Sendable, Hashable {
    /// TTYPE; empty where the header does not name the column.
    public var name: String
    /// TUNIT as written; empty where there is none.
    public var unit: String
    /// Number of the column, from 0.
    public let index: Int
    /// Type of the elements.
    public let type: ElementType
    /// Elements of a cell; nil where it differs by row. A string counts its characters.
    public let elementCount: Int?
    /// TDIM: the axes of a cell's array, the fastest first; empty where it has but one.
    public var axes: [Int] = []

    let place: Place
    var scaling = ColumnScaling()

    /// Where a cell lies within its row.
    struct Place: Sendable, Hashable {
        var storage: Storage
        var offset: Int
        /// Bytes in the row.
        var width: Int
    }

    enum Storage: Sendable, Hashable {
        case fixed
        /// A descriptor of 32 bits (P) or 64 (Q), which points into the heap.
        case heap32, heap64
        /// Written as text: decimals that a number without a point is understood to have.
        case text(decimals: Int)
    }
}

/// The type of a column's elements, by its letter in TFORM.
public enum ElementType: Character, Sendable, Hashable, CaseIterable {
    case logical = "L"
    case bit = "X"
    /// Unsigned, unless the column's zero makes it signed.
    case byte = "B"
    case int16 = "I"
    case int32 = "J"
    case int64 = "K"
    case character = "A"
    case float = "E"
    case double = "D"
    case complex = "C"
    case doubleComplex = "M"

    /// Bytes of one element; 0 for bits, of which eight share one.
    var byteCount: Int {
        switch self {
        case .bit: 0
        case .logical, .byte, .character: 1
        case .int16: 2
        case .int32, .float: 4
        case .int64, .double, .complex: 8
        case .doubleComplex: 16
        }
    }

    /// Bytes of `count` elements; nil where that is more than a file can hold.
    func bytes(_ count: Int) -> Int? {
        guard count >= 0, count < 1 << 46 else { return nil }
        return self == .bit ? (count + 7) / 8 : count * byteCount
    }

    var isInteger: Bool { [.byte, .int16, .int32, .int64].contains(self) }
}

/// TSCAL, TZERO and TNULL.
struct ColumnScaling: Sendable, Hashable {
    var scale = 1.0
    var zero = 0.0
    /// Of integer columns.
    var null: Int64?
    /// Of columns written as text, without blanks at its end.
    var nullText: String?

    var isIdentity: Bool { scale == 1 && zero == 0 }
    /// Whole numbers stay whole: unsigned integers, and signed bytes.
    var isWhole: Bool { scale == 1 && Int64(exactly: zero) != nil }
    var isUnsigned64: Bool { scale == 1 && zero == 0x1p63 }

    func callAsFunction(_ value: Double) -> Double { isIdentity ? value : value * scale + zero }
}
