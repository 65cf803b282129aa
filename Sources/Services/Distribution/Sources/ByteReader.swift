import Bytes
import Foundation

/// Reads a file from front to back, in pieces.
final class FileReader {
    private let descriptor: Int32
    let path: String

    init(path: String) throws(DistributionError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else {
            throw DistributionError(.cannotOpen, origin: path, String(cString: strerror(errno)))
        }
    }

    deinit { _ = Foundation.close(descriptor) }

    /// Fills as much of `buffer` as the file still has, and returns how much; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(DistributionError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = Foundation.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw DistributionError(.cannotRead, origin: path, offset: filled, String(cString: strerror(errno)))
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The whole file at `path`.
    static func contents(_ path: String, limit: Int) throws(DistributionError) -> Bytes {
        let reader = try FileReader(path: path)
        var isFolder: ObjCBool = false
        guard !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue else {
            throw DistributionError(.cannotRead, origin: path, "is a folder, not a file")
        }
        // A pipe has no size.
        let size = max(0, Int(lseek(reader.descriptor, 0, SEEK_END)))
        _ = lseek(reader.descriptor, 0, SEEK_SET)
        guard size <= limit else {
            throw DistributionError(.tooLarge, origin: path, "has \(size) bytes, more than the limit of \(limit)")
        }
        return try Bytes(capacity: size) { memory throws(DistributionError) in try reader.read(into: memory) }
    }
}
