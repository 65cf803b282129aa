internal import CCFITSIO
internal import Synchronization

/// Calls into CFITSIO, whose functions pass a status along and do nothing once it is not zero.
enum CFITSIOCall {
    /// Held where the library was built without locks of its own.
    private static let lock = Mutex(())
    private static let isReentrant = fits_is_reentrant() != 0

    /// Does `body`, which returns a status.
    ///
    /// - Throws: `FITSError` with what the library says of a status other than 0. Its stack of messages is shared by
    ///   all threads: beside the status there may be words about another call.
    static func run(_ doing: String, hdu: Int?, _ body: () -> Int32) throws(FITSError) {
        func call() -> (Int32, [String]) {
            let status = body()
            return (
                status, status == 0 ? [] : ["status \(status), \(text { ffgerr(status, $0) })"] + messages().suffix(4)
            )
        }
        let (status, words) = isReentrant ? call() : lock.withLock { _ in call() }
        guard status != 0 else { return }
        throw FITSError(.library, "\(doing): CFITSIO: \(words.joined(separator: "; "))", hdu: hdu)
    }

    /// Takes the messages off the stack, but for those of columns that need not be there.
    private static func messages() -> [String] {
        var messages: [String] = []
        var isLast = false
        while !isLast, messages.count < 30 {
            let message = text { isLast = ffgmsg($0) == 0 }
            if !isLast { messages.append(message) }
        }
        return messages.filter { !$0.isEmpty && !$0.hasPrefix("ffgcnn could not find") }
    }

    private static func text(_ fill: (UnsafeMutablePointer<CChar>) -> Void) -> String {
        var text = [CChar](repeating: 0, count: 96)
        text.withUnsafeMutableBufferPointer { if let start = $0.baseAddress { fill(start) } }
        return String(decoding: text.prefix { $0 != 0 }.map { (32...126).contains($0) ? UInt8($0) : 63 }, as: UTF8.self)
    }
}
