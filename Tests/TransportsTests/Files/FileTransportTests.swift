import Bytes
import Foundation
import Testing
import Transports

@Test func `a folder has every packet under its id, copies numbered, nothing overwritten`() async throws {
    let place = try Workplace()
    let transport = try FileTransport(folder: place.path + "/night")
    let packets = samplePackets(20)
    var altered = packets[2]
    altered.bytes = Bytes(utf8: "altered")
    #expect(try await transport.send(packets).count == 20)
    #expect(try await transport.send([altered, packets[2]]).count == 2)
    try await transport.close()
    for packet in packets { #expect(try place.contents("night/\(packet.id).avro") == packet.bytes) }
    #expect(try place.contents("night/3-1.avro") == altered.bytes)
    #expect(try place.contents("night/3-2.avro") == packets[2].bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path + "/night").count == 22)
}

@Test func `files of an earlier run stay as they are`() async throws {
    let place = try Workplace()
    for _ in 0..<2 { _ = try await FileTransport(folder: place.path).send(samplePackets(2)) }
    #expect(try place.names == ["1-1.avro", "1.avro", "2-1.avro", "2.avro"])
}

@Test func `a folder that cannot be written to is an error that names it`() throws {
    let place = try Workplace()
    _ = FileManager.default.createFile(atPath: place.path + "/file", contents: Data())
    for folder in ["/missing/deep", "/file"] {
        let error = #expect(throws: TransportError.self) { try FileTransport(folder: place.path + folder) }
        #expect(error?.target == place.path + folder)
    }
}

@Test func `what a run that broke off has left does not hinder the next`() async throws {
    let place = try Workplace()
    #expect(FileManager.default.createFile(atPath: place.path + "/.1.part", contents: Data()))
    _ = try await FileTransport(folder: place.path).send(samplePackets(1))
    #expect(try place.names == [".1.part", "1.avro"])
}
