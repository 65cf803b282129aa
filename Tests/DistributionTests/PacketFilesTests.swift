import Bytes
import Foundation
import Testing

@testable import Distribution

@Suite struct PacketFilesTests {
    private let folder = ScratchFolder()

    @Test func `a folder gives its files in name order and leaves out what is no packet`() throws {
        for name in ["b.avro", "a.avro", "INDEX.csv", ".hidden.avro", "deep/c.bin"] {
            try folder.write(name, Array(name.utf8))
        }
        #expect(try contents([folder.path]) == ["a.avro", "b.avro", "deep/c.bin"])
    }

    @Test(.timeLimit(.minutes(1))) func `a pipe in a folder is passed over, a link to a file is followed`() throws {
        try folder.write("in/a.avro", Array("a".utf8))
        try folder.write("else.avro", Array("linked".utf8))
        try #require(mkfifo(folder.path + "/in/b.avro", 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/in/c.avro", withDestinationPath: folder.path + "/else.avro")
        #expect(try contents([folder.path + "/in"]) == ["in/a.avro", "in/c.avro"])
    }

    @Test(arguments: ["cf", "czf"])
    func `an archive gives its entries, long names and all`(flags: String) throws {
        let long = String(repeating: "nested-folder/", count: 12) + "alert.avro"
        try folder.write("in/\(long)", Array("long".utf8))
        try folder.write("in/short.avro", Array(repeating: 7, count: 70_000))
        let archive = folder.path + (flags == "cf" ? "/night.tar" : "/night.tar.gz")
        try folder.tar([flags, archive, "-C", folder.path + "/in", "."])
        let files = try PacketFiles(paths: [archive])
        var found: [String: Int] = [:]
        while let file = try files.next() { found[file.origin] = file.contents.count }
        #expect(Set(found.values) == [4, 70_000])
        #expect(found.keys.contains { $0.hasSuffix(long) })
    }

    @Test func `an archive of several gzip members is read to its end`() throws {
        try folder.write("a.avro", Array(repeating: 1, count: 3000))
        try folder.tar(["czf", folder.path + "/night.tar.gz", "-C", folder.path, "a.avro"])
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/night.tar.gz"))
        let plain = try #require(folder.run("/bin/gzip", ["-dc", folder.path + "/night.tar.gz"]))
        try folder.write("1", Array(plain.prefix(700)))
        try folder.write("2", Array(plain.dropFirst(700)))
        let members = ["1", "2"].compactMap { folder.run("/bin/gzip", ["-c", folder.path + "/" + $0]) }.reduce(
            Data(), +)
        try folder.write("both.tar.gz", Array(members))
        #expect(members != whole)
        #expect(try contents([folder.path + "/both.tar.gz"]).count == 1)
    }

    @Test func `an archive cut short gives what is whole and then an error with its place`() throws {
        for name in ["a.avro", "b.avro"] { try folder.write(name, Array(repeating: 3, count: 5000)) }
        try folder.tar(["cf", folder.path + "/whole.tar", "-C", folder.path, "a.avro", "b.avro"])
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/whole.tar"))
        try folder.write("cut.tar", Array(whole.prefix(8000)))
        let files = try PacketFiles(paths: [folder.path + "/cut.tar"])
        #expect(try files.next()?.contents.count == 5000)
        let error = #expect(throws: DistributionError.self) { try files.next() }
        #expect(error?.isBadInput == true)
        #expect(error?.offset != nil)
        #expect(try files.next() == nil)
    }

    @Test func `bytes that are no archive never crash the reader`() throws {
        var random = SystemRandomNumberGenerator()
        for count in [0, 1, 511, 512, 513, 4096] {
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            for name in ["noise.tar", "noise.tar.gz"] {
                try folder.write(name, name.hasSuffix("gz") ? [0x1f, 0x8b] + noise : noise)
                let files = try PacketFiles(paths: [folder.path + "/" + name])
                _ = try? files.next()
            }
        }
    }

    @Test func `a path that is not there is named`() {
        let error = #expect(throws: DistributionError.self) { try PacketFiles(paths: ["no/such/file.avro"]) }
        #expect(error?.description.contains("no/such/file.avro") == true)
        #expect(error?.isBadInput == false)
    }

    /// Names relative to the scratch folder.
    private func contents(_ paths: [String]) throws -> [String] {
        let files = try PacketFiles(paths: paths)
        var names: [String] = []
        while let file = try files.next() { names.append(String(file.origin.dropFirst(folder.path.count + 1))) }
        return names
    }
}

/// A folder that goes with its last user.
final class ScratchFolder: Sendable {
    let path = NSTemporaryDirectory() + "tocsin-\(UUID().uuidString)"

    init() {
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func tar(_ arguments: [String]) throws {
        #expect(run("/bin/tar", arguments) != nil)
    }

    /// What a program prints; nil where it fails.
    func run(_ program: String, _ arguments: [String]) -> Data? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = output
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data : nil
    }
}
