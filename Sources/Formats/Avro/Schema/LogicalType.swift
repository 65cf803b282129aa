/// A meaning given to an underlying type. Names that the specification does not know, or that do not fit their
/// underlying type, are ignored as it demands and stay among the node's properties.
public enum LogicalType: Sendable, Hashable {
    /// An unscaled big-endian two's complement integer times 10^-scale.
    case decimal(precision: Int, scale: Int)
    case bigDecimal
    case uuid
    /// Days since 1970-01-01.
    case date
    case timeMillis, timeMicros
    /// Since 1970-01-01T00:00:00 UTC.
    case timestampMillis, timestampMicros, timestampNanos
    /// Since 1970-01-01T00:00:00 in whatever zone is meant.
    case localTimestampMillis, localTimestampMicros, localTimestampNanos
    /// Months, days and milliseconds as three little-endian 32-bit unsigned integers.
    case duration

    /// The logical type that `attributes` give to a type of `kind`; nil where they give none or one that does not fit.
    init?(attributes: JSON, kind: Schema.Kind) {
        guard let name = attributes["logicalType"]?.string else { return nil }
        switch (name, kind) {
        case ("decimal", .bytes): self.init(decimal: attributes, size: nil)
        case ("decimal", .fixed(let fixed)): self.init(decimal: attributes, size: fixed.size)
        case ("big-decimal", .bytes): self = .bigDecimal
        case ("uuid", .string): self = .uuid
        case ("uuid", .fixed(let fixed)) where fixed.size == 16: self = .uuid
        case ("date", .int): self = .date
        case ("time-millis", .int): self = .timeMillis
        case ("duration", .fixed(let fixed)) where fixed.size == 12: self = .duration
        case (_, .long): self.init(long: name)
        default: return nil
        }
    }

    private init?(long name: String) {
        switch name {
        case "time-micros": self = .timeMicros
        case "timestamp-millis": self = .timestampMillis
        case "timestamp-micros": self = .timestampMicros
        case "timestamp-nanos": self = .timestampNanos
        case "local-timestamp-millis": self = .localTimestampMillis
        case "local-timestamp-micros": self = .localTimestampMicros
        case "local-timestamp-nanos": self = .localTimestampNanos
        default: return nil
        }
    }

    private init?(decimal attributes: JSON, size: Int?) {
        guard case .integer(let precision)? = attributes["precision"], precision > 0 else { return nil }
        var scale: Int64 = 0
        switch attributes["scale"] {
        case nil: break
        case .integer(let given)?: scale = given
        default: return nil
        }
        guard scale >= 0, scale <= precision else { return nil }
        if let size, Double(precision) > Self.digits(inBytes: size) { return nil }
        self = .decimal(precision: Int(precision), scale: Int(scale))
    }

    /// Decimal digits that a two's complement number of `size` bytes always holds.
    private static func digits(inBytes size: Int) -> Double {
        size == 0 ? 0 : (Double(8 * size - 1) * 0.301029995663981195).rounded(.down)
    }
}
