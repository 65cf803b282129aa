import Transports

private let digests = """
    import sys, os, hashlib
    for name in os.listdir(sys.argv[1]):
        print(name[:-5], hashlib.md5(open(os.path.join(sys.argv[1], name), "rb").read()).hexdigest())
    """

/// The MD5 of every packet by its id, as Python counts it.
func md5(_ packets: [OutgoingPacket]) async throws -> [Int64: String] {
    let place = try Workplace()
    _ = try await FileTransport(folder: place.path).send(packets)
    let lines = try await Programs.run("python3", "-c", digests, place.path).output.split(separator: "\n")
    let pairs = lines.map { $0.split(separator: " ") }
    return Dictionary(uniqueKeysWithValues: pairs.compactMap { pair in Int64(pair[0]).map { ($0, String(pair[1])) } })
}
