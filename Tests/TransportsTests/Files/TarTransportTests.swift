import Bytes
import Foundation
import Testing
import Transports

private let listing = """
    import sys, tarfile, hashlib
    with tarfile.open(sys.argv[1], "r:gz") as archive:
        for member in archive:
            digest = hashlib.md5(archive.extractfile(member).read()).hexdigest()
            print(member.name, member.size, int(member.mtime), member.mode, digest)
    """

@Test(.enabled(if: Programs.hasPython, "python3 is not there"))
func `Python's tarfile reads every packet of a night, with its name, time and bytes`() async throws {
    let place = try Workplace()
    let transport = try TarTransport(path: place.path + "/night.tar.gz", prefix: "20261121/")
    let packets = samplePackets(30)
    _ = try await transport.send(Array(packets[..<10]))
    _ = try await transport.send(Array(packets[10...]) + [packets[4]])
    #expect(try place.names == ["night.tar.gz.part"])
    try await transport.close()
    try await transport.close()
    #expect(try place.names == ["night.tar.gz"])
    let digests = try await md5(packets)
    let read = try await Programs.run("python3", "-c", listing, place.path + "/night.tar.gz")
    #expect(read.errors == "")
    let lines = read.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.count == 31)
    for (line, packet) in zip(lines, packets + [packets[4]]) {
        let name = lines.firstIndex(of: line) == 30 ? "5-1" : "\(packet.id)"
        #expect(line.prefix(4) == ["20261121/\(name).avro", "\(packet.bytes.count)", "1790000000", "420"])
        #expect(digests[packet.id] == line[4])
    }
}

@Test(.enabled(if: Programs.hasTar, "tar is not there"))
func `what was sent before a crash is read by tar from the unfinished archive`() async throws {
    let place = try Workplace()
    let transport = try TarTransport(path: place.path + "/night.tar.gz")
    let packets = samplePackets(25)
    _ = try await transport.send(packets)
    let run = try await Programs.run("tar", "-xzf", place.path + "/night.tar.gz.part", "-C", place.path)
    #expect(run.status != 0)  // the archive has no end yet
    for packet in packets { #expect(try place.contents("\(packet.id).avro") == packet.bytes) }
    try await transport.close()
    let whole = try await Programs.run("tar", "-tzf", place.path + "/night.tar.gz")
    #expect(whole.status == 0)
}

@Test func `an archive that is there, finished or not, is not touched`() async throws {
    let place = try Workplace()
    let path = place.path + "/night.tar.gz"
    let first = try TarTransport(path: path)
    #expect(
        throws: TransportError(
            path + ".part", "A night that broke off is there; move it away, or name another archive.")
    ) {
        try TarTransport(path: path)
    }
    try await first.close()
    #expect(throws: TransportError(path, "The archive is there already; name another.")) {
        try TarTransport(path: path)
    }
    await #expect(throws: TransportError(path, "The archive is closed.")) { try await first.send(samplePackets(1)) }
}

@Test(.enabled(if: Programs.hasTar, "tar is not there"))
func `a long name is divided where the format allows, and refused where not`() async throws {
    let place = try Workplace()
    let folder = String(repeating: "n", count: 120) + "/"
    let long = try TarTransport(path: place.path + "/long.tar.gz", prefix: folder)
    _ = try await long.send(samplePackets(1))
    try await long.close()
    let listed = try await Programs.run("tar", "-tzf", place.path + "/long.tar.gz")
    #expect(listed.output == folder + "1.avro\n")
    let wrong = try TarTransport(path: place.path + "/wrong.tar.gz", prefix: String(repeating: "n", count: 120))
    let error = await #expect(throws: TransportError.self) { try await wrong.send(samplePackets(1)) }
    #expect(error?.detail.contains("too long") == true)
}
