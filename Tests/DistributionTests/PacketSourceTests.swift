import AlertModel
import Bytes
import Foundation
import Testing

@testable import Distribution

@Suite struct PacketSourceTests {
    private let fixture = ReplayFixture()
    private var folder: ScratchFolder { fixture.folder }

    @Test func `files come in the order given, folders and archives between them in their own order`() throws {
        let packets = try Self.packets(7)
        for (name, packet) in zip(["z", "dir/b", "dir/a/c", "dir/a/b", "in/2", "in/1", "a"], packets) {
            try folder.write("\(name).avro", packet.array)
        }
        try folder.tar(["czf", path("t.tgz"), "-C", path("in"), "2.avro", "1.avro"])
        let source = try source(["z.avro", "dir", "t.tgz", "a.avro"])
        let names = ["z.avro", "dir/a/b.avro", "dir/a/c.avro", "dir/b.avro", "t.tgz:2.avro", "t.tgz:1.avro", "a.avro"]
        let wanted = [0, 3, 2, 1, 4, 5, 6].map { packets[$0] }
        for (name, packet) in zip(names, wanted) {
            let found = try #require(try source.next())
            #expect(found.origin == path(name) && found.bytes == packet)
        }
        #expect(try source.next() == nil)
    }

    @Test func `archives lying in a folder are opened in their turn`() throws {
        let packets = try Self.packets(3)
        for (name, packet) in zip(["in/x.avro", "night/a.avro", "night/c.avro"], packets) {
            try folder.write(name, packet.array)
        }
        try folder.tar(["cf", path("night/b.tar"), "-C", path("in"), "x.avro"])
        #expect(try all(["night"]) == [packets[1], packets[0], packets[2]])
    }

    @Test(arguments: ["cf", "czf"])
    func `an archive of a folder gives the packets that the folder gives`(flags: String) throws {
        let packets = try Self.packets(3)
        for (name, packet) in zip(["b.avro", "deep/er/c", "a.bin"], packets) {
            try folder.write("night/" + name, packet.array)
        }
        for name in ["README.md", "INDEX.csv", "._a.bin", ".cache/d.avro", "deep/.e.avro", "run.LOG"] {
            try folder.write("night/" + name, Array("no packet".utf8))
        }
        try FileManager.default.createSymbolicLink(atPath: path("night/link"), withDestinationPath: "nowhere")
        let archive = flags == "cf" ? "x.tar" : "x.TAR.GZ"
        try folder.tar([flags, path(archive), "--sort=name", "-C", path("night"), "."])
        #expect(try all(["night"]) == [packets[2], packets[0], packets[1]])
        #expect(Set(try all([archive])) == Set(packets))
        #expect(try all([archive]).count == 3)
    }

    @Test func `a file that is given by name is opened whatever its name is`() throws {
        let packet = try Self.packets(1)[0]
        for name in ["packet.json", ".hidden", "INDEX.csv"] {
            try folder.write(name, packet.array)
            #expect(try all([name]) == [packet])
        }
    }

    @Test(arguments: ["empty.avro", "empty.tar", "empty.tar.gz", "empty.tgz"])
    func `an empty file is refused by name, and the next one comes`(name: String) throws {
        let packet = try Self.packets(1)[0]
        try folder.write(name, [])
        try folder.write("good.avro", packet.array)
        let source = try source([name, "good.avro"])
        let error = #expect(throws: DistributionError.self) { try source.next() }
        #expect(error?.isBadInput == true && error?.origin == path(name))
        #expect(try source.next()?.bytes == packet)
        #expect(try source.next() == nil)
    }

    @Test func `an empty folder is an error, a folder of no packets too`() throws {
        try folder.write("night/README.md", [1])
        for name in ["night"] {
            let error = #expect(throws: DistributionError.self) { try source([name]) }
            #expect(error?.description.contains(path(name)) == true)
        }
        try FileManager.default.createDirectory(atPath: path("void"), withIntermediateDirectories: true)
        #expect(throws: DistributionError.self) { try source(["void"]) }
    }

    @Test(arguments: ["tar", "tar.gz"])
    func `an archive cut anywhere gives a beginning of its packets, then an error, then what is next`(
        ending: String
    ) throws {
        let packets = try Self.packets(4)
        for (number, packet) in packets.enumerated() { try folder.write("in/\(number).avro", packet.array) }
        let flags = ending == "tar" ? "cf" : "czf"
        try folder.tar([flags, path("whole.\(ending)"), "-C", path("in"), "0.avro", "1.avro", "2.avro"])
        let whole = try Array(Data(contentsOf: URL(filePath: path("whole.\(ending)"))))
        let used = ending == "tar" ? whole.count - Self.endMark(of: whole) : whole.count
        for cut in (0..<40).map({ used * $0 / 40 }) + [used - 1] {
            try folder.write("cut.\(ending)", Array(whole.prefix(cut)))
            let (found, errors) = try walk(["cut.\(ending)", "in/3.avro"])
            #expect(errors.count == 1, "\(ending) cut at \(cut) of \(whole.count)")
            #expect(errors.first?.origin.contains("cut.\(ending)") == true)
            #expect(found.last == packets[3] && found.count <= 4)
            #expect(found.dropLast() == packets.prefix(found.count - 1))
        }
    }

    @Test func `a gzipped archive whose checksum is wrong is refused after its packets`() throws {
        let packets = try Self.packets(2)
        try folder.write("in/a.avro", packets[0].array)
        try folder.tar(["czf", path("night.tgz"), "-C", path("in"), "a.avro"])
        var bytes = try Array(Data(contentsOf: URL(filePath: path("night.tgz"))))
        bytes[bytes.count - 6] ^= 1
        try folder.write("night.tgz", bytes)
        let (found, errors) = try walk(["night.tgz"])
        #expect(found == [packets[0]] && errors.count == 1)
    }

    @Test func `what follows the gzip data, as tapes pad them, is no damage`() throws {
        let packets = try Self.packets(1)
        try folder.write("in/a.avro", packets[0].array)
        try folder.tar(["czf", path("night.tgz"), "-C", path("in"), "a.avro"])
        let bytes = try Array(Data(contentsOf: URL(filePath: path("night.tgz"))))
        try folder.write("night.tgz", bytes + [UInt8](repeating: 0, count: 700_000))
        #expect(try all(["night.tgz"]) == packets)
    }

    @Test(arguments: [UInt8(ascii: "5"), UInt8(ascii: "0"), UInt8(ascii: "L"), UInt8(ascii: "x")])
    func `an entry that claims more bytes than any disk has is refused`(kind: UInt8) throws {
        for size in [Int.max, Int.max - 510, 1 << 57, 1 << 40] {
            try folder.write("big.tar", Self.header(kind: kind, size: size))
            let files = try PacketFiles(paths: [path("big.tar")])
            let error = #expect(throws: DistributionError.self) { try files.next() }
            #expect(error?.isBadInput == true)
        }
    }

    private func path(_ name: String) -> String { fixture.path(name) }

    @discardableResult
    private func source(_ names: [String]) throws -> PacketSource {
        let schemas = SchemaDirectory()
        let surveys = SurveyTools(decoder: AlertDecoder(schemas: schemas))
        return try PacketSource(
            paths: names.map(path), opener: PacketOpener(schemas), surveys: surveys,
            keepsDamaged: false)
    }

    /// All packets; an error ends it.
    private func all(_ names: [String]) throws -> [Bytes] {
        let source = try source(names)
        var found: [Bytes] = []
        while let packet = try source.next() { found.append(packet.bytes) }
        return found
    }

    /// All packets and all that was refused.
    private func walk(_ names: [String]) throws -> ([Bytes], [DistributionError]) {
        let source = try source(names)
        var (found, errors): ([Bytes], [DistributionError]) = ([], [])
        while true {
            do {
                guard let packet = try source.next() else { return (found, errors) }
                found.append(packet.bytes)
            } catch let error as DistributionError where error.isBadInput {
                errors.append(error)
            }
        }
    }

    private static func packets(_ count: Int) throws -> [Bytes] {
        try ReplayFixture().writePackets(count)
    }

    /// Zeros that a tar archive ends with, less those that pad its last entry.
    private static func endMark(of archive: [UInt8]) -> Int {
        let zeros = archive.reversed().prefix { $0 == 0 }.count
        return zeros / 512 * 512
    }

    /// A tar header with a binary size.
    private static func header(kind: UInt8, size: Int) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        block.replaceSubrange(0..<5, with: Array("entry".utf8))
        for byte in 0..<8 { block[135 - byte] = UInt8(truncatingIfNeeded: size >> (8 * byte)) }
        block[124] = 0x80
        block[156] = kind
        let sum = block.reduce(8 * 32) { $0 + Int($1) }
        let text = String(sum, radix: 8)
        block.replaceSubrange(148..<148 + text.utf8.count, with: Array(text.utf8))
        return block
    }
}
