import Bytes
import Testing

@Suite struct BytesTests {
    @Test func `a slice views the same memory`() {
        let bytes = Bytes([1, 2, 3, 4, 5])
        let slice = bytes.slice(1..<4)
        #expect(slice.array == [2, 3, 4])
        #expect(slice.withUnsafeBytes { $0.baseAddress } == bytes.withUnsafeBytes { $0.baseAddress.map { $0 + 1 } })
    }

    @Test func `a slice outlives the value that it was taken from`() {
        var bytes: Bytes? = Bytes(Array(repeating: 7, count: 100_000))
        let slice = bytes?.slice(99_990..<100_000)
        bytes = nil
        #expect(slice?.array == Array(repeating: 7, count: 10))
    }

    @Test func `equality and hashing are by content`() {
        #expect(Bytes([1, 2]) == Bytes([0, 1, 2]).slice(1..<3))
        #expect(Bytes() == Bytes([]))
        #expect(Set([Bytes([1, 2]), Bytes([1, 2])]).count == 1)
    }

    @Test func `CRC-32C has the published check value`() {
        #expect(CRC32C.checksum(Bytes(utf8: "123456789")) == 0xE306_9283)
    }

    @Test(arguments: [0, 1, 7, 8, 4095, 12287, 12288, 12289, 40_000, 139_056])
    func `CRC-32C agrees with the plain definition at every length`(count: Int) {
        let bytes = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
        var crc: UInt32 = ~0
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
        }
        #expect(CRC32C.checksum(bytes) == ~crc)
        let head = CRC32C.checksum(bytes.slice(0..<count / 3))
        #expect(CRC32C.checksum(bytes.slice(count / 3..<count), from: head) == ~crc)
        let tail = CRC32C.checksum(bytes.slice(count / 3..<count))
        #expect(CRC32C.joined(head, tail, secondCount: count - count / 3) == ~crc)
    }
}
