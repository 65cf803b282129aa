import Bytes
import Foundation
import Transports
import VOEvent

/// Events kept one a file, named after them.
actor EventFolder {
    nonisolated let path: String
    private(set) var kept = 0
    private let most: Int

    /// Throws where the folder cannot be made.
    ///
    /// - Parameter most: events that are wanted; nil for all.
    init(_ path: String, most: Int? = nil) throws {
        (self.path, self.most) = (path, most ?? .max)
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw CommandFailure.impossible("\(path): the folder cannot be made: \(error.localizedDescription)")
        }
    }

    /// Writes an event's bytes as they came and prints its name; what is thrown is the reason of a nak.
    func keep(_ event: VTPEvent) throws {
        guard kept < most else { throw CommandFailure.impossible("no more events are wanted") }
        let file = path + "/" + Self.fileName(of: event.event.ivorn)
        let data = event.xml.withUnsafeBytes { Data($0) }
        if let earlier = FileManager.default.contents(atPath: file) {
            throw CommandFailure.someInputWasBad(
                earlier == data ? "the event has been received before" : "another event of this name has been received")
        }
        do { try data.write(to: URL(fileURLWithPath: file), options: .atomic) } catch {
            throw CommandFailure.impossible("the event cannot be kept: \(error.localizedDescription)")
        }
        Console.print("\(event.event.ivorn)\t\(event.receivedMs)")
        kept += 1
    }

    /// Returns when there are as many as are wanted, and the last one's answer has had time to go.
    func waitUntilFull() async throws {
        while kept < most { try await Task.sleep(for: .milliseconds(50)) }
        try await Task.sleep(for: .milliseconds(300))
    }

    /// All characters but letters, digits, '-', '.' and '_' as % and two hexadecimal digits; of a name that is too long for
    /// a file the beginning and its SHA-256.
    static func fileName(of ivorn: String) -> String {
        let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")
        let name = ivorn.replacing(/^ivo:\/\//.ignoresCase(), with: "")
        let escaped = name.addingPercentEncoding(withAllowedCharacters: plain) ?? name
        guard escaped.utf8.count > 200 else { return escaped + ".xml" }
        var hash = SHA256()
        hash.update(name.utf8)
        return "\(escaped.prefix(120))-\(hash.hex).xml"
    }
}
