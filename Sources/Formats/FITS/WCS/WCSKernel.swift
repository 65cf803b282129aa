internal import CWCS
internal import Synchronization

/// One of WCSLIB's parameter sets; its scratch memory is for one thread at a time.
struct WCSKernel: @unchecked Sendable {  // reason: whoever holds one holds it alone, `WCSKernels` sees to that
    let parameters: UnsafeMutablePointer<wcsprm>
}

/// A parameter set and its copies: as many as threads have asked at the same time.
final class WCSKernels: Sendable {
    private let idle: Mutex<[WCSKernel]>
    /// Never computed with, only copied.
    private let original: Mutex<WCSKernel>
    /// WCSLIB's parser and its settings are shared by all threads.
    private static let creation = Mutex(())

    /// - Throws: `FITSError` with what WCSLIB says of the cards.
    init(_ cards: [Card]) throws(FITSError) {
        var text = cards.flatMap { CardWriter.lines($0) }.flatMap { $0.map { CChar(bitPattern: $0) } }
        text += CardWriter.padded("END").map { CChar(bitPattern: $0) }
        let count = Int32(text.count / CardParser.length)
        text.append(0)
        var message = [CChar](repeating: 0, count: 512)
        let made = Self.creation.withLock { _ in
            tocsin_wcs_create(&text, count, &message, message.count).map { WCSKernel(parameters: $0) }
        }
        guard let made else {
            let words = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw FITSError(.library, "the coordinates cannot be used: \(words)")
        }
        original = Mutex(made)
        idle = Mutex([])
    }

    deinit {
        original.withLock { tocsin_wcs_free($0.parameters) }
        idle.withLock { $0.forEach { tocsin_wcs_free($0.parameters) } }
    }

    /// Calls `body` with a parameter set of its own; nil where there is no memory for one.
    func with<R>(_ body: (UnsafeMutablePointer<wcsprm>) -> R) -> R? {
        guard let kernel = idle.withLock({ $0.popLast() }) ?? copy() else { return nil }
        defer { idle.withLock { $0.append(kernel) } }
        return body(kernel.parameters)
    }

    private func copy() -> WCSKernel? {
        original.withLock { original in tocsin_wcs_copy(original.parameters).map { WCSKernel(parameters: $0) } }
    }
}
