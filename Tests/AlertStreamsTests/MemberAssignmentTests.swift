import Testing

@testable import AlertStreams

@Suite struct MemberAssignmentTests {
    /// Version 1, two topics: t with partitions 0 and 258, and u with partition 7.
    private static let bytes: [UInt8] =
        [0, 1, 0, 0, 0, 2, 0, 1, 0x74, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 2, 0, 1, 0x75, 0, 0, 0, 1, 0, 0, 0, 7]
        + [0xFF, 0xFF, 0xFF, 0xFF]

    private func read(_ bytes: some Sequence<UInt8>) -> [String: Set<Int32>] {
        Array(bytes).withUnsafeBytes { MemberAssignment($0).partitions }
    }

    @Test func `partitions are read topic by topic`() {
        #expect(read(Self.bytes) == ["t": [0, 258], "u": [7]])
        #expect(read([]) == [:] && read([0, 0, 0, 0, 0, 0]) == [:])
    }

    @Test func `what is cut short gives what came before, and no number makes it read elsewhere`() {
        for count in Self.bytes.indices {
            for (topic, partitions) in read(Self.bytes.prefix(count)) {
                #expect(partitions.isSubset(of: topic == "t" ? [0, 258] : [7]))
            }
            for value in [UInt8](0...255) {
                var changed = Self.bytes
                changed[count] = value
                #expect(read(changed).count <= 3)
            }
        }
    }
}
