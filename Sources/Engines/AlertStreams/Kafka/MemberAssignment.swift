/// What a member of a consumer group was given, as Kafka's consumer protocol has it: a version of two bytes, then for each
/// topic its name, behind a length of two bytes, and its partitions, behind a count of four; all in network order.
///
/// What is cut short or of another form gives the partitions before it.
struct MemberAssignment {
    private(set) var partitions: [String: Set<Int32>] = [:]

    init(_ bytes: UnsafeRawBufferPointer) {
        var reader = Reader(bytes: bytes)
        guard reader.number(Int16.self) != nil, let topics = reader.number(Int32.self), topics > 0 else { return }
        for _ in 0..<topics {
            guard let length = reader.number(Int16.self), let name = reader.text(Int(length)),
                let count = reader.number(Int32.self), count >= 0
            else { return }
            for _ in 0..<count {
                guard let id = reader.number(Int32.self) else { return }
                partitions[name, default: []].insert(id)
            }
        }
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var place = 0

        mutating func number<N: FixedWidthInteger>(_: N.Type) -> N? {
            guard bytes.count - place >= MemoryLayout<N>.size else { return nil }
            defer { place += MemoryLayout<N>.size }
            return N(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: N.self))
        }

        mutating func text(_ length: Int) -> String? {
            guard length >= 0, bytes.count - place >= length else { return nil }
            defer { place += length }
            return String(decoding: bytes[place..<place + length], as: UTF8.self)
        }
    }
}
