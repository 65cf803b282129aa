public import Bytes

/// A record in its binary form, written once and put into any number of packets.
public struct EncodedRecord: Sendable, Hashable {
    /// The record alone, without framing.
    public let bytes: Bytes
    let key: UInt64

    /// The record of `values`.
    ///
    /// - Throws: `AlertModelError` (`mapping`), whose path is the field, where a field that is not nullable is unset or
    ///   a value did not fit. Complexity: O(fields + bytes of texts), one allocation.
    public init(_ values: RecordValues) throws(AlertModelError) {
        bytes = try Bytes(capacity: values.room) { (memory) throws(AlertModelError) in
            guard let base = memory.baseAddress else { return 0 }
            return try values.write(to: base.assumingMemoryBound(to: UInt8.self))
        }
        key = values.layout.key
    }

    /// Bytes that are known to be a record of `layout`, such as a slice of a packet of that schema; not checked.
    public init(bytes: Bytes, of layout: RecordLayout) {
        self.bytes = bytes
        key = layout.key
    }
}
