import AlertStreams
import Bytes
import Foundation
import Simulator
import SkyMath
import Synchronization

/// A CSV file with a line a packet: what it truly is and where it went.
final class TruthTable: Sendable {
    private let file: Mutex<FileHandle>

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw CommandFailure.impossible("\(path): cannot be written") }
        self.file = Mutex(file)
        let head =
            "diaSourceId,objectId,visit,detector,band,midpointMjdTai,class,ra,dec,trueFlux_nJy,bytes,digest,"
            + "partition,offset,sentMs\n"
        try self.file.withLock { try $0.write(contentsOf: Data(head.utf8)) }
    }

    func write(_ packet: IssuedPacket, _ position: RecordPosition, _ sentMs: Double) throws {
        let digest = PacketDigest.header(for: packet.bytes).value.utf8Text ?? ""
        let line =
            "\(packet.alertID),\(packet.objectID),\(packet.visit),\(packet.detector),\(packet.band),"
            + "\(packet.midpointMjdTai),\(packet.trueClass),\(packet.position.ra),\(packet.position.dec),"
            + "\(packet.trueFlux),\(packet.bytes.count),\(digest),\(position.partition),\(position.offset),\(sentMs)\n"
        try file.withLock { try $0.write(contentsOf: Data(line.utf8)) }
    }

    func close() throws { try file.withLock { try $0.close() } }
}
