internal import AlertModel

/// A measurement that a light-curve slice holds, seen as columns of 64-bit words.
///
/// Numbers are their bit patterns, so that NaN and negative zero survive; nil is a value that is not there.
protocol CurvePoint: Sendable {
    static var columns: [ColumnKind] { get }
    /// A point of which every column is to be set.
    static var blank: Self { get }
    var midpointMjdTai: Double { get }
    func word(_ column: Int) -> UInt64?
    mutating func setWord(_ column: Int, _ word: UInt64?)
    /// Points with equal keys are the same measurement.
    func isSameMeasurement(as other: Self) -> Bool
    /// Orders points of equal time so that the same measurements are neighbours.
    func precedes(_ other: Self) -> Bool
    /// A number made of all values.
    var digest: UInt64 { get }
}

enum ColumnKind: Sendable {
    case integer, real
}

extension CurvePoint {
    /// Of two records of one measurement the one that is kept: more values known, then the greater values; so the
    /// order in which they come does not matter.
    func isBetter(than other: Self) -> Bool {
        let indices = Self.columns.indices
        let known = indices.count { word($0) != nil }
        let otherKnown = indices.count { other.word($0) != nil }
        if known != otherKnown { return known > otherKnown }
        for column in indices {
            let (mine, theirs) = (word(column) ?? 0, other.word(column) ?? 0)
            if mine != theirs { return mine > theirs }
        }
        return false
    }
}

extension Double {
    /// This number's bits, or a pattern that stands for none.
    static func bits(_ value: Double?) -> UInt64 { value?.bitPattern ?? 0x7FF4_0000_5EED_5EED }
}

/// Mixes 64-bit words into one number, for telling sets of points apart, not against an adversary.
struct WordMixer {
    private(set) var value: UInt64

    init(seed: UInt64) { value = seed }

    @inline(__always)
    mutating func mix(_ word: UInt64) {
        let product = (value ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        value = product.low ^ product.high &+ 0xD6E8_FEB8_6659_FD93
    }

    @inline(__always)
    mutating func mix(_ value: Double?) { mix(Double.bits(value)) }
}
