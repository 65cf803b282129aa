internal import CKernels

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An immutable run of bytes: a view onto memory that an owner keeps alive.
///
/// Taking a slice, copying the value and passing it between tasks cost a reference count and never a copy of
/// the memory, so a packet read from a memory-mapped log travels to the database without being moved.
///
/// The memory must never change while any view of it lives. A memory-mapped file must therefore be append-only.
public struct Bytes: @unchecked Sendable {  // reason: the memory is immutable, `owner` is only kept, never used
    let owner: AnyObject?
    let base: UnsafePointer<UInt8>?
    /// Number of bytes.
    public let count: Int

    /// No bytes.
    public init() {
        owner = nil
        base = nil
        count = 0
    }

    /// A view of memory that `owner` keeps alive and nobody changes. Complexity: O(1).
    public init(owner: AnyObject, memory: UnsafeRawBufferPointer) {
        self.owner = owner
        base = memory.baseAddress?.assumingMemoryBound(to: UInt8.self)
        count = memory.count
    }

    /// A copy of `source`. Complexity: O(n).
    public init(copying source: UnsafeRawBufferPointer) {
        let storage = ByteStorage(capacity: source.count)
        storage.memory.copyMemory(from: source)
        self.init(owner: storage, memory: UnsafeRawBufferPointer(storage.memory))
    }

    /// A copy of `array`. Complexity: O(n).
    public init(_ array: [UInt8]) {
        self = array.withUnsafeBytes { Bytes(copying: $0) }
    }

    /// The first `count` bytes of memory that was allocated and is given away. Complexity: O(1).
    public init(adopting memory: UnsafeMutableRawBufferPointer, count: Int) {
        let storage = ByteStorage(adopting: memory)
        self.init(owner: storage, memory: UnsafeRawBufferPointer(rebasing: memory[..<count]))
    }

    /// The UTF-8 of `text`.
    public init(utf8 text: String) {
        self.init(Array(text.utf8))
    }

    /// Memory of `capacity` bytes that `fill` writes and of which it returns the count it wrote.
    public init<E: Error>(
        capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
    ) throws(E) {
        let storage = ByteStorage(capacity: capacity)
        let written = try fill(storage.memory)
        precondition(written >= 0 && written <= capacity)
        self.init(owner: storage, memory: UnsafeRawBufferPointer(rebasing: storage.memory[..<written]))
    }

    /// Calls `body` with the memory, which is valid until it returns.
    @inlinable
    public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        let result = try body(UnsafeRawBufferPointer(start: pointer, count: count))
        extendLifetime(of: self)
        return result
    }

    /// The bytes `range` (offsets from 0) as a view of the same memory. Complexity: O(1).
    public func slice(_ range: Range<Int>) -> Bytes {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        guard let base, let owner else { return Bytes() }
        return Bytes(owner: owner, memory: UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// A copy as an array. Complexity: O(n).
    public var array: [UInt8] { withUnsafeBytes { Array($0) } }

    /// A copy that does not keep a larger block of memory alive. Complexity: O(n).
    public var detached: Bytes { withUnsafeBytes { Bytes(copying: $0) } }

    /// The text, where the bytes are UTF-8.
    public var utf8Text: String? { withUnsafeBytes { String(validating: $0, as: UTF8.self) } }

    /// The first byte, valid as long as this value is kept.
    @usableFromInline var pointer: UnsafePointer<UInt8>? { base }
}

@usableFromInline
func extendLifetime(of bytes: Bytes) { withExtendedLifetime(bytes.owner) {} }

extension Bytes: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    /// The byte at `position`, which must be 0 ..< `count`.
    public subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < count)
        return withUnsafeBytes { $0[position] }
    }
}

extension Bytes: Hashable {
    public static func == (left: Bytes, right: Bytes) -> Bool {
        guard left.count == right.count else { return false }
        guard let l = left.base, let r = right.base else { return true }
        defer { extendLifetime(of: left); extendLifetime(of: right) }
        return l == r || memcmp(l, r, left.count) == 0
    }

    public func hash(into hasher: inout Hasher) { withUnsafeBytes { hasher.combine(bytes: $0) } }
}

extension Bytes: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: UInt8...) { self.init(elements) }
}

/// A block of memory freed with its last view.
final class ByteStorage {
    let memory: UnsafeMutableRawBufferPointer

    init(capacity: Int) {
        memory = .allocate(byteCount: capacity, alignment: 16)
        tocsin_large_pages(memory.baseAddress, capacity)
    }

    init(adopting memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

    deinit { memory.deallocate() }
}
