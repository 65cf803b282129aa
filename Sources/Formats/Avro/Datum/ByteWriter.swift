public import Bytes

/// Growing memory that encoders write to and that is reused from datum to datum. Not shared between tasks.
public final class ByteWriter {
    private struct State {
        var memory: UnsafeMutableRawBufferPointer
        var count = 0
    }

    /// Behind a pointer, so that appending costs no check for overlapping accesses.
    private let state: UnsafeMutablePointer<State>

    /// Memory for `capacity` bytes, at least 64; it grows where more are written.
    public init(capacity: Int = 4096) {
        state = .allocate(capacity: 1)
        state.initialize(to: State(memory: .allocate(byteCount: max(capacity, 64), alignment: 16)))
    }

    deinit {
        state.pointee.memory.deallocate()
        state.deallocate()
    }

    /// Number of bytes written.
    public internal(set) var count: Int {
        get { state.pointee.count }
        set { state.pointee.count = newValue }
    }

    /// Forgets what was written and keeps the memory.
    public func removeAll() { count = 0 }

    /// A copy of what was written. Complexity: O(count).
    public var bytes: Bytes { withUnsafeBytes { Bytes(copying: $0) } }

    /// Calls `body` with what was written.
    public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        try body(UnsafeRawBufferPointer(rebasing: state.pointee.memory[..<count]))
    }

    /// Where the next `room` bytes may be written; `count` must be moved by the writer.
    @inline(__always)
    func reserve(_ room: Int) -> UnsafeMutablePointer<UInt8> {
        if state.pointee.memory.count - state.pointee.count < room { grow(room) }
        let base = state.pointee.memory.baseAddress.unsafelyUnwrapped
        return base.assumingMemoryBound(to: UInt8.self) + state.pointee.count
    }

    @inline(never)
    private func grow(_ room: Int) {
        let memory = state.pointee.memory
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(memory.count * 2, count + room + 64), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        memory.deallocate()
        state.pointee.memory = larger
    }

    /// Appends `source`.
    public func append(_ source: UnsafeRawBufferPointer) {
        guard let base = source.baseAddress else { return }
        UnsafeMutableRawPointer(reserve(source.count)).copyMemory(from: base, byteCount: source.count)
        count += source.count
    }

    /// Appends `bytes`.
    public func append(_ bytes: Bytes) { bytes.withUnsafeBytes { append($0) } }

    /// Appends `byte`.
    public func append(_ byte: UInt8) {
        reserve(1).pointee = byte
        count += 1
    }

    /// Appends an Avro `long` (or `int`, or a length).
    @inline(__always)
    public func appendLong(_ value: Int64) {
        let start = reserve(10)
        var p = start
        var raw = Varint.zigzag(value)
        while raw >= 0x80 {
            p.pointee = UInt8(truncatingIfNeeded: raw) | 0x80
            raw >>= 7
            p += 1
        }
        p.pointee = UInt8(truncatingIfNeeded: raw)
        count += p - start + 1
    }

    /// Appends Avro `bytes`: the length and `bytes`.
    public func appendBlob(_ bytes: Bytes) {
        appendLong(Int64(bytes.count))
        append(bytes)
    }

    /// Appends an Avro `string`.
    @inline(__always)
    public func appendString(_ string: String) {
        var string = string
        string.withUTF8 { text in
            appendLong(Int64(text.count))
            append(UnsafeRawBufferPointer(text))
        }
    }

    @inline(__always)
    func appendFixed<T: FixedWidthInteger>(_ value: T) {
        UnsafeMutableRawPointer(reserve(MemoryLayout<T>.size)).storeBytes(of: value.littleEndian, as: T.self)
        count += MemoryLayout<T>.size
    }
}
