internal import Avro
internal import Bytes

/// Values of columns that the writer's schema may not have. NaN and infinities are how packets write "not measured".
extension Row {
    @inline(__always)
    func real(_ column: Column?, _ row: Int = 0) -> Double? {
        guard let column, let value = double(column, at: row), value.isFinite else { return nil }
        return value
    }

    /// A right ascension, 0 to 360 degrees; nil for what lies outside, as after damage in transit.
    @inline(__always)
    func rightAscension(_ column: Column?, _ row: Int) -> Double? {
        guard let value = real(column, row), value >= 0, value <= 360 else { return nil }
        return value
    }

    /// A declination, -90 to 90 degrees; nil for what lies outside.
    @inline(__always)
    func declination(_ column: Column?, _ row: Int) -> Double? {
        guard let value = real(column, row), value.magnitude <= 90 else { return nil }
        return value
    }

    /// An MJD from 1858 to the year 2400; nil for what lies outside.
    @inline(__always)
    func mjd(_ column: Column?, _ row: Int) -> Double? {
        guard let value = real(column, row), value >= 0, value < 200_000 else { return nil }
        return value
    }

    @inline(__always)
    func integer(_ column: Column?, _ row: Int = 0) -> Int64? {
        guard let column else { return nil }
        if let value = long(column, at: row) { return value }
        return double(column, at: row).flatMap { Int64(exactly: $0) }
    }

    @inline(__always)
    func isTrue(_ column: Column?, _ row: Int) -> Bool {
        guard let column else { return false }
        return boolean(column, at: row) == true
    }

    @inline(__always)
    func isPresent(_ column: Column?) -> Bool { column.map { hasValue($0) } ?? false }

    func text(_ column: Column?, _ row: Int = 0) -> String? {
        guard let column, let text = string(column, at: row), !text.isEmpty else { return nil }
        return text
    }

    @inline(__always)
    func children(_ column: Column?) -> Range<Int> {
        guard let column else { return 0..<0 }
        return rows(of: column)
    }

    /// A band by its letter.
    @inline(__always)
    func band(_ column: Column?, _ row: Int) -> Band {
        guard let column, let text = bytes(column, at: row), text.count == 1 else { return .unknown }
        return Band(ascii: text.withUnsafeBytes { $0[0] })
    }
}

extension Band {
    @inline(__always)
    init(ascii: UInt8) {
        switch ascii | 0x20 {
        case UInt8(ascii: "u"): self = .u
        case UInt8(ascii: "g"): self = .g
        case UInt8(ascii: "r"): self = .r
        case UInt8(ascii: "i"): self = .i
        case UInt8(ascii: "z"): self = .z
        case UInt8(ascii: "y"): self = .y
        default: self = .unknown
        }
    }
}
