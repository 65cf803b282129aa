/// Why packets could not be read from files or sent on.
public struct DistributionError: Error, Sendable, CustomStringConvertible {
    enum Code: Sendable {
        case cannotOpen, cannotRead, truncated, notAnArchive, tooLarge, notAPacket, nothingFound, badOption
    }

    let code: Code
    /// The file, or the archive and its entry, or the option that is at fault.
    public let origin: String
    /// Byte offset in the file, where there is one to name.
    public let offset: Int?
    /// What is wrong, without the place.
    public let message: String

    init(_ code: Code, origin: String, offset: Int? = nil, _ message: String) {
        self.code = code
        self.origin = origin
        self.offset = offset
        self.message = message
    }

    /// True where the bytes are at fault and other files may still be read.
    public var isBadInput: Bool {
        switch code {
        case .truncated, .notAnArchive, .tooLarge, .notAPacket: true
        case .cannotOpen, .cannotRead, .nothingFound, .badOption: false
        }
    }

    public var description: String {
        let place = offset.map { "\(origin), byte \($0)" } ?? origin
        return "\(place): \(message)"
    }
}
