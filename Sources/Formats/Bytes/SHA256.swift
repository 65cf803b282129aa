internal import CCrypto

/// SHA-256 (FIPS 180-4) by the system's library, for inputs and for digests of outputs. A value: a copy goes on by itself.
public struct SHA256: Sendable {
    private var state = State()

    /// No bytes given yet.
    public init() {}

    /// Goes on with `bytes`. Complexity: O(n).
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        if !isKnownUniquelyReferenced(&state) { state = State(state) }
        let context = state.context
        let whole: Void? = bytes.withContiguousStorageIfAvailable {
            EVP_DigestUpdate(context, $0.baseAddress, $0.count)
        }
        if whole == nil { Array(bytes).withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) } }
    }

    /// Sixty-four hexadecimal digits of all that was given.
    public var hex: String {
        let copy = State(state)
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_DigestFinal_ex(copy.context, &digest, &length)
        return digest.prefix(Int(length)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private final class State: @unchecked Sendable {  // reason: written only by the one value that holds it
        let context = EVP_MD_CTX_new()

        init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

        init(_ other: State) { EVP_MD_CTX_copy_ex(context, other.context) }

        deinit { EVP_MD_CTX_free(context) }
    }
}
