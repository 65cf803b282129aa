/// What one cell of a table holds: an array, of one element for most columns.
public enum TableCell: Sendable, Hashable {
    /// Nil where the file has neither T nor F.
    case logicals([Bool?])
    case bits([Bool])
    /// With the column's zero added; nil where the stored number is TNULL.
    case integers([Int64?])
    /// Of 64 bits without a sign (TZERO = 2^63).
    case unsigned([UInt64?])
    /// Scaled; NaN where there is no value.
    case reals([Double])
    case complex([ComplexNumber])
    /// Strings without the blanks at their ends; several where the column is an array of strings.
    case text([String])
}

/// A complex number, scaled.
public struct ComplexNumber: Sendable, Hashable {
    /// The real part.
    public var real: Double
    /// The imaginary part.
    public var imaginary: Double

    /// Both parts are taken as they are.
    public init(real: Double, imaginary: Double) {
        self.real = real
        self.imaginary = imaginary
    }
}
