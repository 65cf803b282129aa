internal import Bytes
internal import Foundation

/// A file without a name for packets that wait for long, so that an outage of an hour costs disk and not memory.
final class SpillFile {
    private let file: FileHandle
    private var end: UInt64 = 0
    private var held = 0

    /// - Throws: `SimulatorError` where the folder for temporary files cannot be written.
    init() throws {
        let path = FileManager.default.temporaryDirectory.path + "/tocsin-\(UUID().uuidString)"
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forUpdatingAtPath: path)
        else { throw SimulatorError("\(path): packets that wait cannot be written there") }
        self.file = file
        try FileManager.default.removeItem(atPath: path)
    }

    deinit { try? file.close() }

    struct Place {
        var offset: UInt64
        var count: Int
    }

    func put(_ bytes: Bytes) throws -> Place {
        try file.seek(toOffset: end)
        try bytes.withUnsafeBytes { try file.write(contentsOf: Data($0)) }
        defer { (end, held) = (end + UInt64(bytes.count), held + 1) }
        return Place(offset: end, count: bytes.count)
    }

    /// What was put there, once; the file begins anew when nothing is left in it.
    func take(_ place: Place) throws -> Bytes {
        try file.seek(toOffset: place.offset)
        let data = try file.read(upToCount: place.count) ?? Data()
        guard data.count == place.count else { throw SimulatorError("packets that waited on disk cannot be read back") }
        held -= 1
        if held == 0 {
            end = 0
            try file.truncate(atOffset: 0)
        }
        return Bytes([UInt8](data))
    }
}
