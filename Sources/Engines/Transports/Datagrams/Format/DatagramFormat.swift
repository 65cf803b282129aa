/// Numbers of the datagrams' format (docs/formats/datagrams.md). All are in network order.
enum DatagramFormat {
    /// `TCDG`.
    static let magic: UInt32 = 0x5443_4447
    static let version: UInt8 = 1
    /// Magic, version, kind, bytes of the header, stream.
    static let commonBytes = 16
    static let headerBytes = 64
    static let statusBytes = 40
    static let requestBytes = 24
    static let rangeBytes = 12
    static let mostFragments = 65_535
    /// What UDP over IPv4 carries.
    static let mostBytes = 65_507
    static let mostRanges = 64

    enum Kind: UInt8 {
        case fragment = 0
        case request = 1
        case status = 2
    }
}
