/// LSST's ssObjectId: the packed MPC designation, up to eight ASCII characters, as one number.
public enum SSObjectID {
    /// The number of a packed designation, first character highest; nil where it is empty, longer than eight
    /// characters, begins with NUL or is not ASCII.
    public static func number(packedDesignation: some StringProtocol) -> Int64? {
        let bytes = Array(packedDesignation.utf8)
        guard (1...8).contains(bytes.count), bytes[0] != 0, bytes.allSatisfy({ $0 < 128 }) else { return nil }
        return bytes.reduce(0) { $0 << 8 | Int64($1) }
    }

    /// The packed designation of a number; nil where its bytes are no printable ASCII.
    public static func packedDesignation(_ number: Int64) -> String? {
        guard number > 0 else { return nil }
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> Int64(56 - 8 * $0)) }.drop { $0 == 0 }
        guard bytes.allSatisfy({ (32...126).contains($0) }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
