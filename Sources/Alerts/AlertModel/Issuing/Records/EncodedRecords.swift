internal import Bytes

/// Records of one schema in their binary form, one after another: an object's history.
///
/// A source that was written never changes, so each is added once, and a packet takes all of them as one run of bytes.
/// A value that is part of `LSSTPacketParts` shares its memory: adding to it while those live copies it.
public struct EncodedRecords: Sendable, Hashable {
    private var memory: [UInt8] = []
    /// Where each record begins; the first `removed` are no longer part.
    private var starts: [Int] = []
    private var removed = 0
    let key: UInt64

    /// No records, of the schema of `layout`.
    public init(_ layout: RecordLayout) { key = layout.key }

    /// Number of records.
    public var count: Int { starts.count - removed }

    /// Number of bytes.
    public var byteCount: Int { memory.count - begin }

    private var begin: Int { removed < starts.count ? starts[removed] : memory.count }

    /// Adds a record that is already written. Complexity: O(bytes), amortised.
    ///
    /// - Throws: `AlertModelError` (`schema`) where it is of another schema.
    public mutating func append(_ record: EncodedRecord) throws(AlertModelError) {
        guard record.key == key else { throw AlertModelError(.schema, "a record of another schema") }
        starts.append(memory.count)
        record.bytes.withUnsafeBytes { memory.append(contentsOf: $0) }
    }

    /// Writes the record of `values` and adds it. Complexity: O(fields + bytes of texts), amortised.
    ///
    /// - Throws: `AlertModelError` (`schema`) where it is of another schema, (`mapping`) where a field that is not
    ///   nullable is unset or a value did not fit; nothing is added then.
    public mutating func append(_ values: RecordValues) throws(AlertModelError) {
        guard values.layout.key == key else { throw AlertModelError(.schema, "a record of another schema") }
        let start = memory.count
        var failure: AlertModelError?
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(values.room, 1)) { scratch in
            guard let base = scratch.baseAddress else { return }
            do throws(AlertModelError) {
                let written = try values.write(to: base)
                memory.append(contentsOf: UnsafeBufferPointer(start: base, count: written))
            } catch { failure = error }
        }
        if let failure { throw failure }
        starts.append(start)
    }

    /// Removes all records and keeps the memory.
    public mutating func removeAll() {
        memory.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        removed = 0
    }

    /// Removes the oldest records, as where they leave the 12 months that a packet tells of. Complexity: O(1), amortised.
    public mutating func removeFirst(_ number: Int) {
        removed += min(max(number, 0), count)
        guard removed > 32, removed * 2 > starts.count else { return }
        let offset = begin
        memory.removeFirst(offset)
        starts = starts[removed...].map { $0 - offset }
        removed = 0
    }

    /// Calls `body` with the records' bytes.
    func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        memory.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[begin...])) }
    }
}
