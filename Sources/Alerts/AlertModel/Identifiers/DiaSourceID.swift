/// What an LSST diaSourceId is made of, from high bits to low.
public struct DiaSourceID: Sendable, Hashable {
    /// Days are counted from 2010-01-01.
    public static let firstDayMjd = 55197

    /// Data release or other run that made it, 0 ... 63.
    public var release: Int
    /// LSST's bit for a visit that was redefined as the first of its snaps alone.
    public var isOneToOne: Bool
    /// The observing night (`dayObs`), days since 2010-01-01, 0 ... 16383.
    public var day: Int
    /// Number of the visit in its night, 0 ... 32767.
    public var sequence: Int
    /// 0 ... 255.
    public var detector: Int
    /// 0 ... 524287.
    public var counter: Int

    /// Fields as given; `packed` tells whether they fit.
    public init(release: Int, isOneToOne: Bool, day: Int, sequence: Int, detector: Int, counter: Int) {
        self.release = release
        self.isOneToOne = isOneToOne
        self.day = day
        self.sequence = sequence
        self.detector = detector
        self.counter = counter
    }

    /// The parts of a packed number; nil where it is negative.
    public init?(packed: Int64) {
        guard packed >= 0 else { return nil }
        func part(_ shift: Int64, _ bits: Int64) -> Int { Int(packed >> shift & ((1 << bits) - 1)) }
        self.init(
            release: part(57, 6), isOneToOne: part(56, 1) == 1, day: part(42, 14), sequence: part(27, 15),
            detector: part(19, 8), counter: part(0, 19))
    }

    /// The number in 63 bits; nil where a part does not fit its bits.
    public var packed: Int64? {
        guard (0..<64).contains(release), (0..<16384).contains(day), (0..<32768).contains(sequence),
            (0..<256).contains(detector), (0..<524288).contains(counter)
        else { return nil }
        let high = Int64(release) << 57 | (isOneToOne ? 1 : 0) << 56 | Int64(day) << 42
        return high | Int64(sequence) << 27 | Int64(detector) << 19 | Int64(counter)
    }

    /// MJD of the observing night's date.
    public var mjd: Int { Self.firstDayMjd + day }
}
