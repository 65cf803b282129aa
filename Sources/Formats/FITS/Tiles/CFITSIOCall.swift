internal import CCFITSIO
internal import Synchronization

/// Calls into CFITSIO, whose functions pass a status along and do nothing once it is not zero.
enum CFITSIOCall {
    /// Held where the library was built without locks of its own.
    private static let lock = Mutex(())
    private static let isReentrant = fits_is_reentrant() != 0

    static func run<R>(_ body: () -> R) -> R {
        isReentrant ? body() : lock.withLock { _ in body() }
    }

    /// What the library says of a status. Its stack of messages is shared by all threads: where two calls fail at the
    /// same time, one error may carry words of the other.
    static func error(_ status: Int32, _ doing: String, hdu: Int?) -> FITSError {
        var text = [CChar](repeating: 0, count: 81)
        ffgerr(status, &text)
        var messages = [string(text)]
        while ffgmsg(&text) != 0, messages.count < 8 { messages.append(string(text)) }
        ffcmsg()
        return FITSError(
            .library, "\(doing): CFITSIO status \(status), \(messages.filter { !$0.isEmpty }.joined(separator: "; "))",
            hdu: hdu)
    }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
