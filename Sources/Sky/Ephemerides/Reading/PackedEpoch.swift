internal import SkyMath

/// Dates of the Minor Planet Center in five characters, such as `K25B4` for 2025 November 4.
public enum PackedEpoch {
    /// MJD (TT, which is TDB within 2 ms) of the day's beginning; nil for anything else.
    public static func mjd(_ text: some StringProtocol) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, let century = digit(bytes[0]), (10...35).contains(century),
            let tens = digit(bytes[1]), tens < 10, let ones = digit(bytes[2]), ones < 10,
            let month = digit(bytes[3]), (1...12).contains(month), let day = digit(bytes[4]), (1...31).contains(day)
        else { return nil }
        let date = GregorianDate(year: century * 100 + tens * 10 + ones, month: month, day: day)
        return GregorianDate(mjd: date.mjd) == date ? date.mjd : nil
    }

    /// 0 ... 9, then A = 10 ... V = 31 and on.
    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 55
        default: nil
        }
    }
}
