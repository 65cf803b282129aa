import Bytes
import Foundation
import Transports

/// A folder that goes with the value.
final class Workplace: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("transports-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    func contents(_ name: String) throws -> Bytes {
        Bytes([UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))))
    }
}

/// Packets that differ in id, length and bytes, the same at every call.
func samplePackets(_ count: Int, from first: Int = 1, largest: Int = 3000) -> [OutgoingPacket] {
    (first..<first + count).map { id in
        var state = UInt64(truncatingIfNeeded: id) &* 0x9e37_79b9_7f4a_7c15 | 1
        let bytes = (0..<(id * 7919) % largest).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state)
        }
        return OutgoingPacket(id: Int64(id), bytes: Bytes(bytes), timestampMs: 1_790_000_000_000 + Int64(id))
    }
}
