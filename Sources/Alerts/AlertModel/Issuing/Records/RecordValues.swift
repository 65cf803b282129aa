/// The values of one record's fields, one 8-byte word each, in memory that is reused from record to record.
///
/// A value is converted to the field's type as it is set. One that has no such form (a fraction for an integer, 2^31
/// for an `int`, a text for a number) is remembered, and writing the record then throws and names the field.
/// Setting costs O(1), and O(bytes) for texts; nothing is allocated once the texts' memory is large enough.
/// Not shared between tasks.
public final class RecordValues {
    /// The record that the values are of.
    public let layout: RecordLayout
    let words: UnsafeMutablePointer<UInt64>
    let presence: UnsafeMutablePointer<UInt64>
    /// The texts and blobs set; their words hold offset << 32 | length.
    var texts: [UInt8] = []
    /// The first field whose value does not fit its type.
    var misfit: Int?
    private let presenceWords: Int

    /// No field set. Complexity: O(fields).
    public init(_ layout: RecordLayout) {
        self.layout = layout
        presenceWords = (layout.count + 63) / 64
        words = .allocate(capacity: max(layout.count, 1))
        words.initialize(repeating: 0, count: max(layout.count, 1))
        presence = .allocate(capacity: max(presenceWords, 1))
        presence.initialize(repeating: 0, count: max(presenceWords, 1))
        texts.reserveCapacity(64)
    }

    deinit {
        words.deallocate()
        presence.deallocate()
    }

    /// Unsets every field and keeps the memory.
    public func clear() {
        presence.update(repeating: 0, count: presenceWords)
        texts.removeAll(keepingCapacity: true)
        misfit = nil
    }

    /// Unsets a field.
    public func unset(_ slot: Int?) {
        guard let slot, contains(slot) else { return }
        presence[slot >> 6] &= ~(1 << UInt64(slot & 63))
        if misfit == slot { misfit = nil }
    }

    /// Whether a field has a value.
    public func isSet(_ slot: Int?) -> Bool {
        guard let slot, contains(slot) else { return false }
        return presence[slot >> 6] >> UInt64(slot & 63) & 1 == 1
    }

    @inline(__always)
    func contains(_ slot: Int) -> Bool { UInt(bitPattern: slot) < UInt(bitPattern: layout.ops.count) }

    @inline(__always)
    func store(_ word: UInt64, at slot: Int) {
        words[slot] = word
        presence[slot >> 6] |= 1 << UInt64(slot & 63)
    }

    func store(text: UnsafeRawBufferPointer, at slot: Int) {
        guard texts.count + text.count <= Int(UInt32.max) else { return reject(slot) }
        store(UInt64(texts.count) << 32 | UInt64(text.count), at: slot)
        texts.append(contentsOf: text)
    }

    func reject(_ slot: Int) { misfit = misfit ?? slot }
}
