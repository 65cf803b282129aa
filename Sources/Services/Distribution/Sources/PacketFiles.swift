import Bytes
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file or an archive's entry, whole.
struct PacketFile {
    var origin: String
    var contents: Bytes
}

/// Walks over paths: files as they are, folders by their files in name order, tar archives by their entries.
///
/// What is hidden in a folder or an archive, or has a name that no packet has (`INDEX.csv`), is passed over, and so are pipes and sockets.
///
/// Nothing is read before it is asked for, so a night of 70 GB costs the memory of one packet.
final class PacketFiles {
    /// Bytes that one file may have.
    static let limit = 1 << 30
    private static let notPackets: Set<String> = ["csv", "md", "txt", "json", "avsc", "log", "py"]

    /// Files and entries that no packet has the name of, by ending.
    private(set) var passedOver: [String: Int] = [:]
    private var pending: [String]
    private var archive: (path: String, reader: TarReader)?

    init(paths: [String]) throws(DistributionError) {
        pending = []
        for path in paths { pending += try expand(path) }
        pending.reverse()
        guard !pending.isEmpty else {
            let origin = paths.joined(separator: " ")
            guard let why = PassedOver.words(passedOver) else {
                throw DistributionError(.nothingFound, origin: origin, "there is no file in here")
            }
            throw DistributionError(.nothingFound, origin: origin, "there is no packet in here: \(why)")
        }
    }

    /// The next file; nil at the end. After an error the next call goes on with the file after it.
    func next() throws(DistributionError) -> PacketFile? {
        while true {
            if let open = archive {
                do throws(DistributionError) {
                    while let entry = try open.reader.next() {
                        guard !Self.isHidden(entry.name), isPacket(entry.name) else { continue }
                        return PacketFile(origin: "\(open.path):\(entry.name)", contents: entry.contents)
                    }
                    archive = nil
                } catch {
                    archive = nil
                    throw error
                }
            }
            guard let path = pending.popLast() else { return nil }
            if Self.isArchive(path) {
                archive = (path, try TarReader(path: path, limit: Self.limit))
            } else {
                return PacketFile(origin: path, contents: try FileReader.contents(path, limit: Self.limit))
            }
        }
    }

    /// Files that are left to open (an archive counts as one).
    var remaining: Int { pending.count }

    private static func isArchive(_ path: String) -> Bool {
        [".tar", ".tar.gz", ".tgz"].contains { path.lowercased().hasSuffix($0) }
    }

    private func expand(_ path: String) throws(DistributionError) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw DistributionError(.cannotOpen, origin: path, "there is no such file or folder")
        }
        guard isFolder.boolValue else { return [path] }
        guard let walk = FileManager.default.enumerator(atPath: path) else {
            throw DistributionError(.cannotOpen, origin: path, "the folder cannot be read")
        }
        var files: [String] = []
        for case let name as String in walk where !Self.isHidden(name) {
            let file = path + "/" + name
            if Self.isRegular(file), isPacket(name) { files.append(file) }
        }
        return files.sorted()
    }

    /// A pipe or a socket in a folder is no packet, and opening it could wait for ever. One that is named is read.
    private static func isRegular(_ path: String) -> Bool {
        switch type(of: path) {
        case .typeRegular: true
        case .typeSymbolicLink:
            type(of: URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)) == .typeRegular
        default: false
        }
    }

    private static func type(of path: String) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    }

    private static func isHidden(_ name: String) -> Bool {
        name.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." && $0 != ".." }
    }

    private func isPacket(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return true }
        let ending = name[name.index(after: dot)...].lowercased()
        guard Self.notPackets.contains(ending) else { return true }
        passedOver[ending, default: 0] += 1
        return false
    }
}

/// Files whose names say that they are no packets.
public enum PassedOver {
    /// In words, by ending; nil where there are none.
    public static func words(_ endings: [String: Int]) -> String? {
        guard !endings.isEmpty else { return nil }
        let list = endings.sorted { $0.key < $1.key }.map { "\($0.value) .\($0.key)" }.joined(separator: ", ")
        return "passed over for their names' endings: \(list)"
    }
}
