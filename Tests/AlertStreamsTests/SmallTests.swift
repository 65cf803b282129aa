import Bytes
import Testing

@testable import AlertStreams

@Suite struct PacketDigestTests {
    @Test func `the header's text is the published check value`() {
        let header = PacketDigest.header(for: Bytes(utf8: "123456789"))
        #expect(header == RecordHeader("tocsin-digest", Bytes(utf8: "crc32c:e3069283")))
    }

    @Test func `every single-bit flip is noticed`() {
        let packet = Conformance.packet(9, count: 300)
        let headers = PacketDigest.adding(to: [], for: packet)
        #expect(PacketDigest.verify(packet, headers) == .matches)
        for bit in 0..<packet.count * 8 {
            var changed = packet.array
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard case .mismatch = PacketDigest.verify(Bytes(changed), headers) else {
                Issue.record("bit \(bit) went unnoticed")
                return
            }
        }
    }

    @Test func `a digest that is there is left, one of another kind is not judged`() {
        let own = [RecordHeader("tocsin-digest", Bytes(utf8: "sha256:00"))]
        #expect(PacketDigest.adding(to: own, for: [1]) == own)
        #expect(PacketDigest.verify([1], own) == .absent)
        #expect(PacketDigest.verify([1], []) == .absent)
    }

    @Test(arguments: ["crc32c:", "crc32c:e306928", "crc32c:e30692830", "crc32c:zzzzzzzz"])
    func `a cut or garbled digest is a mismatch`(_ text: String) {
        let headers = [RecordHeader("tocsin-digest", Bytes(utf8: text))]
        #expect(PacketDigest.verify(Bytes(utf8: "123456789"), headers) != .matches)
        #expect(PacketDigest.verify(Bytes(utf8: "123456789"), headers) != .absent)
    }
}

@Suite struct StreamLocationTests {
    @Test func `both forms are read and written alike`() throws {
        for text in ["lsst-alerts-v11", "kafka://localhost:9092/ztf", "kafka://a:1,b:65535/x_y.z"] {
            #expect(try StreamLocation(text).description == text)
        }
        #expect(try StreamLocation("kafka://a:1,b:2/t") == .kafka(bootstrap: "a:1,b:2", topic: "t"))
        #expect(try StreamLocation("night").topic == "night")
    }

    @Test(arguments: [
        "", "..", "a/b", "a b", "kafka://", "kafka://host/t", "kafka://host:0x1/t", "kafka://host:70000/t",
        "kafka://host:1", "kafka://host:1/", "kafka://host:1/a/b", "kafka://:1/t", "http://host:1/t",
        "kafka://host:1,/t", "nächte",
    ])
    func `anything else is refused with the accepted forms`(_ text: String) {
        #expect(throws: StreamError.self) { try StreamLocation(text) }
    }

    @Test func `a password in an address is refused and not repeated`() {
        #expect { try StreamLocation("kafka://user:hunter2@host:1/t") } throws: { !"\($0)".contains("hunter2") }
    }
}

@Suite struct LogFormatTests {
    private static func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
    }

    /// CRC-32C by its definition.
    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
        }
    }

    @Test func `a segment holds the bytes that the format's description says`() async throws {
        try await LogFixture.with({ $0.now = { 1_772_000_000_500 } }) { log in
            let value = Array("packet".utf8)
            let sent = OutgoingRecord(value: Bytes(value), key: [9], timestampMs: 1_772_000_000_123)
            try await log.write([[sent, OutgoingRecord(value: [])]])
            let le: (UInt32) -> [UInt8] = Self.littleEndian
            func digest(_ bytes: [UInt8]) -> [UInt8] {
                let hex = String(Self.crc(bytes), radix: 16)
                return Array("tocsin-digestcrc32c:\(String(repeating: "0", count: 8 - hex.count))\(hex)".utf8)
            }
            var body = le(69) + le(0) + Self.littleEndian(1_772_000_000_123 as Int64)
            body += le(1) + le(6) + Self.littleEndian(1 as UInt16) + [0, 0] + [9]
            body += Self.littleEndian(13 as UInt16) + le(15) + digest(value) + value
            body += le(62) + le(1) + Self.littleEndian(1_772_000_000_500 as Int64) + le(UInt32.max) + le(0)
            body += Self.littleEndian(1 as UInt16) + [0, 0] + Self.littleEndian(13 as UInt16) + le(15) + digest([])
            var head = Array("TCSB".utf8) + Self.littleEndian(1 as UInt16) + Self.littleEndian(64 as UInt16)
            for number in [0, 0, 1_772_000_000_123, 1_772_000_000_500] as [Int64] { head += Self.littleEndian(number) }
            head += le(2) + le(UInt32(body.count)) + Self.littleEndian(1_772_000_000_500 as Int64)
            head += le(Self.crc(body))
            head += le(Self.crc(head))
            let padding = [UInt8](repeating: 0, count: (8 - (64 + body.count) % 8) % 8)
            #expect(try RawFile.read(try #require(log.segments.first)) == head + body + padding)
        }
    }
}
