internal import Bytes
internal import NIOCore

extension ByteBuffer {
    /// A copy of `bytes`.
    init(_ bytes: Bytes) {
        self = bytes.withUnsafeBytes { ByteBuffer(bytes: $0) }
    }
}
