internal import CCFITSIO
internal import Synchronization

/// Calls into CFITSIO, whose functions pass a status along and do nothing once it is not zero.
///
/// One call at a time: `fits_is_reentrant` says yes of the distribution's library, but 4.2 takes memory files out of an
/// unlocked table, and four threads that compress come to wait for each other for good.
enum CFITSIOCall {
    private static let lock = Mutex(())

    /// Does `body`, which returns a status.
    ///
    /// - Throws: `FITSError` with what the library says of a status other than 0.
    static func run(_ doing: String, hdu: Int?, _ body: () -> Int32) throws(FITSError) {
        let messages = lock.withLock { _ -> [String] in
            ffcmsg()
            let status = body()
            return status == 0 ? [] : words(for: status)
        }
        if !messages.isEmpty {
            throw FITSError(.library, "\(doing): CFITSIO: \(messages.joined(separator: "; "))", hdu: hdu)
        }
    }

    /// The status in words, then the stack of messages, the newest last. It may hold harmless ones.
    private static func words(for status: Int32) -> [String] {
        var text = [CChar](repeating: 0, count: 81)
        ffgerr(status, &text)
        var messages = ["status \(status), \(string(text))"]
        while ffgmsg(&text) != 0, messages.count < 30 { messages.append(string(text)) }
        return [messages[0]] + messages.dropFirst().filter { !$0.hasPrefix("ffgcnn could not find") }.suffix(6)
    }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map { (32...126).contains($0) ? UInt8($0) : 63 }, as: UTF8.self)
    }
}
